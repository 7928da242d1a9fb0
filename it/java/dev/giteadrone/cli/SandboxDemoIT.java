package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a user sees it, with real servers. */
class SandboxDemoIT {
  @TempDir Path folder;

  @Test
  void theDemoProvesTheMainJobAndThenHasNothingToDo() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ProcessContext shell =
        new ProcessContext(stream(out), stream(err), System.getenv(), folder, Program::real);

    int code = Main.run(new String[] {"sandbox", "--demo"}, shell);

    String text = err.toString(StandardCharsets.UTF_8);
    assertThat(code).as(text).isZero();
    assertThat(text.lines().filter(line -> line.matches("  ✔ (docker|exec) .*linux/.*")))
        .as(text)
        .hasSize(6);
    assertThat(text)
        .contains("Done in ", "Nothing to do. ", "► result")
        .contains("The first run verified the result, the second had nothing to do.\n")
        .endsWith("To look around in new ones: gitea-drone sandbox up\n");
    assertThat(out.size()).isZero();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
