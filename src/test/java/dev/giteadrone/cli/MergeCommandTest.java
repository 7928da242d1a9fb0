package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.report.JsonReport;
import dev.giteadrone.report.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeCommandTest {
  @TempDir Path folder;

  @Test
  void fewLinesSayWhatWasJoinedAndWhereItIs() throws IOException {
    Files.writeString(folder.resolve("alpha.json"), JsonReport.render(Sample.again()));
    ShellFixture shell = new ShellFixture(folder);

    assertThat(run(shell, "report", "merge", "--into", "joined", "alpha.json")).isZero();
    assertThat(shell.err() + shell.out())
        .isEqualTo(
            """
            The host is done, in 1.4 s.
            Report: %s/joined/index.html
            """
                .formatted(folder));
  }

  @Test
  void whatIsMissingIsNamedWithARemedy() throws IOException {
    Files.writeString(folder.resolve("alpha.json"), JsonReport.render(Sample.again()));
    ShellFixture shell = new ShellFixture(folder);

    assertThat(run(shell, "report", "merge", "--into", "joined", "alpha.json", "beta")).isOne();
    assertThat(shell.err() + shell.out())
        .contains("there is no such file", "next", "gitea-drone explain report.read")
        .endsWith(
            """
            The host is done, in 1.4 s.
            Report: %s/joined/index.html
            """
                .formatted(folder));
  }

  private static int run(ShellFixture shell, String... line) {
    return shell.run(
        progress -> {
          throw new AssertionError("no program should run");
        },
        line);
  }
}
