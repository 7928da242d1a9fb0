package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.report.OutputSchema;
import dev.giteadrone.report.RunTrail;
import dev.giteadrone.report.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is interrupted says so, and its report says where it stopped. */
@Timeout(120)
final class InterruptTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** A process that SIGTERM ends exits with 143 by itself; its report is the same. */
  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void theReportOfWhatWasDoneIsWritten(String signal, int code) throws Exception {
    InterruptedRun.Ended ended =
        InterruptedRun.of(folder, signal, "bootstrap", "--report", "run.json", "--output", "json");

    assertThat(ended.code()).as(ended.err()).isEqualTo(code);
    assertThat(ended.err()).endsWith("interrupted; the same command continues from here\n");
    String report = Files.readString(folder.resolve("run.json"));
    assertThat(new OutputSchema().problemsOfReport(report)).isEmpty();
    JsonNode run = JSON.readTree(report);
    assertThat(run.get("exitCode").asInt()).isEqualTo(130);
    assertThat(run.get("outcome").asText()).isEqualTo("interrupted");
    assertThat(run.at("/stages/0/stage").asText()).isEqualTo("access");
    assertThat(run.at("/problem/check").asText()).isEqualTo("run.interrupted");
    assertThat(run.at("/problem/summary").asText()).startsWith("access: waiting for gitea (");
    List<String> lines = ended.out().lines().toList();
    assertThat(JSON.readTree(lines.getLast()).get("event").asText()).isEqualTo("run");
    assertThat(lines.getLast()).contains("\"outcome\":\"interrupted\"");
  }

  @Test
  void withManyHostsTheReportHasThoseThatEndedRanAndWaited() throws Exception {
    Files.writeString(folder.resolve("alpha.yaml"), "gitea: [");
    Files.writeString(
        folder.resolve("zulu.yaml"),
        """
        gitea: { url: "http://127.0.0.1:1", admin: { username: my-admin } }
        drone: { url: "http://127.0.0.1:2" }
        secrets: { file: drone.yaml }
        """);
    InterruptedRun.Ended ended =
        InterruptedRun.of(
            folder,
            "INT",
            "✗ alpha",
            () -> pause(),
            "bootstrap",
            "-f",
            "alpha.yaml",
            "gitea-drone.yaml",
            "zulu.yaml",
            "--parallel",
            "1",
            "--report",
            "reports");

    assertThat(ended.code()).as(ended.err()).isEqualTo(130);
    assertThat(ended.err())
        .containsOnlyOnce("zulu        not begun")
        .contains("interrupted; the same command continues from here\n")
        .contains("3 of 3 hosts are not done", "1 with exit code 2, 2 with 130.");
    JsonNode report = JSON.readTree(Files.readString(folder.resolve("reports/report.json")));
    assertThat(report.get("exitCode").asInt()).isEqualTo(130);
    assertThat(report.findValuesAsText("status")).containsExactly("refused", "ran", "not-begun");
    assertThat(report.at("/hosts/1/text").asText()).startsWith("run.interrupted: interrupted");
  }

  @Test
  void aReportThatCannotBeWrittenIsSaid() throws Exception {
    Path file = folder.resolve("run.xml");

    InterruptedRun.Ended ended =
        InterruptedRun.of(
            folder,
            "INT",
            () -> Files.createDirectories(file.resolve("folder")),
            "plan",
            "--report",
            "run.xml");

    assertThat(ended.code()).as(ended.err()).isEqualTo(130);
    assertThat(ended.err()).contains("writing the report to", "this is a folder");
  }

  @Test
  void aTrailNamesTheStepTheCheckOrTheWait() {
    RunTrail trail = new RunTrail();
    assertThat(trail.interrupted().summary()).isEqualTo("the beginning");
    trail.stage(Stage.LIVE, "");
    trail.applying(Sample.plan().stages().getFirst().plan().steps().getFirst());
    assertThat(trail.interrupted().summary()).startsWith("live: repair-app (redirect URI");
    trail.waiting("drone", "no answer", Duration.ZERO);
    assertThat(trail.interrupted().summary()).isEqualTo("live: waiting for drone (no answer)");
    trail.stage(Stage.VERIFY, "");
    Sample.undelivered()
        .checks()
        .forEach(check -> {
          trail.checking(check.check());
          trail.checked(check);
        });
    assertThat(trail.interrupted().summary()).isEqualTo("verify");
    assertThat(trail.checks()).hasSize(5);
  }

  /** Until the next host has begun. */
  private static void pause() {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
