package dev.giteadrone.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTailTest {
  @TempDir private Path folder;

  @Test
  void onlyTheLastLinesAreShownBlankOnesLeftOut() throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "one\n\ntwo\n   \nthree\n");

    assertThat(new LogTail(log, List::of).lines(2)).isEqualTo("two\nthree");
  }

  @Test
  void secretsAndDronesTokenAreMasked() throws Exception {
    Path log =
        Files.writeString(
            folder.resolve("log"),
            "{\"login\":\"me\",\"token\":\"abcdef\"}\nclient secret hunter2 refused\n");

    String tail = new LogTail(log, () -> List.of(Secret.of("hunter2"), Secret.of(""))).lines(9);

    assertThat(tail).contains("\"token\":(secret)", "client secret (secret) refused");
    assertThat(tail).doesNotContain("abcdef", "hunter2");
  }

  @Test
  void secretsInTheQueriesOfRequestsAreMasked() throws Exception {
    Path log =
        Files.writeString(
            folder.resolve("log"),
            "{\"request\":\"/hook?secret=JIMH6\"}\nGET /login?code=gta_1&state=77ab&page=2 303\n");

    assertThat(new LogTail(log, List::of).lines(9))
        .isEqualTo(
            "{\"request\":\"/hook?secret=(secret)\"}\n"
                + "GET /login?code=(secret)&state=(secret)&page=2 303");
  }

  @Test
  void secretsInTheQueriesOfRequestsInJsonAreMasked() throws Exception {
    Path log =
        Files.writeString(
            folder.resolve("log"), "{\"request\":\"/login?page=2\\u0026state=77ab\\u0026x=1\"}\n");

    assertThat(new LogTail(log, List::of).lines(9))
        .isEqualTo("{\"request\":\"/login?page=2\\u0026state=(secret)\\u0026x=1\"}");
  }

  @Test
  void linesOfOneKindAreReadFromFarBackAndMaskedInTheirReadableForm() throws Exception {
    Path log =
        Files.writeString(
            folder.resolve("log"), "say a\\u0062c\n" + "noise\n".repeat(20_000) + "say x\n");

    String tail =
        new LogTail(log, () -> List.of(Secret.of("abc")))
            .lines(line -> line.startsWith("say"), 2, line -> line.replace("\\u0062", "b"));

    assertThat(tail).isEqualTo("say (secret)\nsay x");
  }

  @Test
  void aLongLogIsReadFromItsEnd() throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "x".repeat(100_000) + "\nlast\n");

    assertThat(new LogTail(log, List::of).lines(1)).isEqualTo("last");
  }

  @Test
  void noLogIsAnEmptyTail() {
    assertThat(new LogTail(folder.resolve("none"), List::of).lines(5)).isEmpty();
  }
}
