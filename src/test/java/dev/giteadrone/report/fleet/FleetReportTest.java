package dev.giteadrone.report.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FleetReportTest {
  private static final Problem MISSING =
      TestProblem.of("tool.missing", "joining the reports", "shard 2/3 is missing", "run it again");

  @ParameterizedTest
  @CsvSource({
    "DONE DONE, DONE",
    "DONE UNREACHABLE, UNREACHABLE",
    "UNREACHABLE UNREACHABLE DONE, UNREACHABLE",
    "UNREACHABLE VERIFICATION_FAILED DONE, FAILED",
    "USAGE DONE, USAGE",
    "DEPLOY_PENDING CHANGES_PENDING, FAILED",
    "UNREACHABLE INTERRUPTED DONE, INTERRUPTED"
  })
  void theExitCodeIsThatOfTheHostsThatAreNotDoneIfTheyAgree(String hosts, ExitCode all) {
    assertThat(report(List.of(), lines(hosts)).exitCode()).isEqualTo(all);
  }

  @ParameterizedTest
  @CsvSource({"DONE, FAILED", "UNREACHABLE, FAILED", "INTERRUPTED, INTERRUPTED"})
  void aProblemOfTheWholeIsAFailure(String host, ExitCode all) {
    assertThat(report(List.of(MISSING), lines(host)).exitCode()).isEqualTo(all);
  }

  @Test
  void noHostsAreDone() {
    assertThat(report(List.of(), new HostLine[0]).exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void hostsThatAreNotDoneComeFirstAndEachGroupIsSortedByName() {
    FleetReport report =
        report(
            List.of(),
            line("b", ExitCode.DONE),
            line("d", ExitCode.UNREACHABLE),
            line("a", ExitCode.DONE),
            line("c", ExitCode.USAGE));

    assertThat(report.hosts()).extracting(HostLine::name).containsExactly("c", "d", "a", "b");
    assertThat(report.failed()).extracting(HostLine::name).containsExactly("c", "d");
  }

  @Test
  void theTextOfAHostIsOneLineWithoutControlCharacters() {
    HostLine host =
        new HostLine(
            "a",
            "a.yaml",
            HostLine.Status.RAN,
            "",
            "",
            Optional.empty(),
            Duration.ZERO,
            ExitCode.FAILED,
            "red \u001b[31m and\nmore",
            Optional.empty());

    assertThat(host.text()).startsWith("red ").endsWith("more").doesNotContain("\u001b", "\n");
  }

  private static HostLine[] lines(String codes) {
    return Arrays.stream(codes.split(" ", -1))
        .map(code -> line("host", ExitCode.valueOf(code)))
        .toArray(HostLine[]::new);
  }

  private static HostLine line(String name, ExitCode code) {
    return new HostLine(
        name,
        name + ".yaml",
        HostLine.Status.RAN,
        "https://git.my-domain.tld",
        "https://drone.my-domain.tld",
        Optional.of(Instant.EPOCH),
        Duration.ofSeconds(1),
        code,
        "as a test says",
        Optional.empty());
  }

  private static FleetReport report(List<Problem> problems, HostLine... hosts) {
    return new FleetReport(
        "verify",
        "gitea-drone 1.0.0",
        Instant.EPOCH,
        Duration.ofSeconds(2),
        Optional.empty(),
        List.of(hosts),
        problems);
  }
}
