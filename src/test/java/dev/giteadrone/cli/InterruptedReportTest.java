package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.http.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program in a process of its own, with a Gitea that never answers. */
@Timeout(120)
final class InterruptedReportTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void keepSaysSoAndRemovesItsDraft(String signal, int code) throws Exception {
    Path report = Files.createDirectory(folder.resolve("report"));
    Files.writeString(report.resolve("report.json"), "{}");

    String err = interrupted(signal, code, "keep", "report");

    assertThat(err).endsWith("interrupted; the same command continues from here\n");
    assertThat(folder.resolve("tmp")).isDirectoryNotContaining("glob:**.zip");
  }

  @Test
  void fetchSaysSo() throws Exception {
    String err = interrupted("INT", 130, "fetch", "--shards", "2", "--into", "shards");

    assertThat(err)
        .endsWith("interrupted; the same command with an empty folder fetches all reports\n");
  }

  /** Standard error of a command that gets a signal once it has sent its request. */
  private String interrupted(String signal, int code, String... command)
      throws IOException, InterruptedException {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Path err = folder.resolve("err");
    try (ScriptedServer gitea =
        ScriptedServer.start(got -> ScriptedServer.after(60_000, ScriptedServer.html("")))) {
      // A build in the background ignores Ctrl-C, and its children would, too.
      List<String> line = new ArrayList<>(List.of("env", "--default-signal=INT"));
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary));
      line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
      line.add("report");
      line.addAll(List.of(command));
      line.addAll(List.of("--at", gitea.url() + "/api/packages/ops/generic/hosts/17"));
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .directory(folder.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(err.toFile());
      builder.environment().put("GITEA_DRONE_REPORTS_TOKEN", "t0k3n-of-ops");
      builder.environment().remove("CI");
      Process process = builder.start();
      try {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (gitea.received().isEmpty()) {
          assertThat(process.isAlive() && System.nanoTime() < end)
              .as(Files.readString(err))
              .isTrue();
          Thread.sleep(20);
        }
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
        assertThat(process.waitFor(40, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(process.exitValue()).isEqualTo(code);
        return Files.readString(err);
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
