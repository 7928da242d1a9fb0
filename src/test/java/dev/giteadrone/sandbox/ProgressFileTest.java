package dev.giteadrone.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.plan.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Progress of one process, seen in another. */
class ProgressFileTest {
  @TempDir Path folder;
  private final List<String> seen = new ArrayList<>();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private ProgressFile file;
  private Progress writer;
  private ProgressFile.Reader reader;

  @BeforeEach
  void begin() {
    file = new ProgressFile(folder.resolve("progress"));
    writer = file.writer(new PrintStream(log, true, StandardCharsets.UTF_8));
    reader =
        file
        .new Reader(
            new Progress() {
              @Override
              public void waiting(String name, String what, Duration soFar) {
                seen.add("waiting " + name + ": " + what);
              }

              @Override
              public void fact(String label, String text) {
                seen.add("fact " + label + ": " + text);
              }

              @Override
              public void output(String line) {
                seen.add("output " + line);
              }

              @Override
              public void warning(String text) {
                seen.add("warning " + text);
              }
            });
  }

  @Test
  void eachEventIsShownOnceAndTheWaitUntilItIsOver() {
    reader.show();
    assertThat(seen).isEmpty();

    writer.waiting("gitea", "no answer yet", Duration.ZERO);
    writer.waiting("gitea", "no answer yet", Duration.ofSeconds(1));
    reader.show();
    reader.show();
    assertThat(seen)
        .containsExactly("waiting gitea: no answer yet", "waiting gitea: no answer yet");
    seen.clear();

    writer.fact("gitea", "1.26.0\tand\nmore");
    writer.output("building");
    writer.warning("no docker runner");
    reader.show();
    reader.show();
    assertThat(seen)
        .containsExactly(
            "fact gitea: 1.26.0 and more", "output building", "warning no docker runner");
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains("✔ gitea 1.26.0", "| building\n", "! no docker runner\n");
  }

  @Test
  void aLineThatIsHalfWrittenIsReadLater() throws Exception {
    writer.fact("drone", "1.10.1");
    Files.writeString(file.file(), "fact\trunner", StandardOpenOption.APPEND);
    reader.show();
    assertThat(seen).containsExactly("fact drone: 1.10.1");

    Files.writeString(file.file(), "-exec\tready\n", StandardOpenOption.APPEND);
    reader.show();
    assertThat(seen).containsExactly("fact drone: 1.10.1", "fact runner-exec: ready");
  }

  @Test
  void aLogIsReadWithoutSecretsAsItGrows() throws Exception {
    Path file = Files.writeString(folder.resolve("gitea.log"), "one\ntwo\n\nhunter2 three\nfo");
    LogReader log =
        new LogReader(file, () -> List.of(dev.giteadrone.model.secret.Secret.of("hunter2")));

    assertThat(log.last(2)).containsExactly("two", "(secret) three");
    assertThat(log.more()).isEmpty();
    Files.writeString(file, "ur\n", StandardOpenOption.APPEND);
    assertThat(log.more()).containsExactly("four");
    Files.writeString(file, "new\n");
    assertThat(log.more()).containsExactly("new");
    assertThat(new LogReader(folder.resolve("none.log"), List::of).last(3)).isEmpty();
  }
}
