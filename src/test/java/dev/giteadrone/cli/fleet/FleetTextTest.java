package dev.giteadrone.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.Layout;
import dev.giteadrone.report.fleet.FleetReport;
import dev.giteadrone.report.fleet.HostLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FleetTextTest {
  @Test
  void explainsEachProblemOnceAlsoIfTheyShareACheck() {
    List<HostLine> hosts =
        List.of(
            line("one", "one.yaml has no key", "import the key"),
            line("two", "a merge conflict", "merge by hand"),
            line("three", "three.yaml has no key", "import the key"),
            line("four", "MAC mismatch", "restore the file"));
    FleetReport report =
        new FleetReport(
            "plan", "1", Instant.EPOCH, Duration.ZERO, Optional.empty(), hosts, List.of());

    FleetText text = new FleetText(Layout.STANDARD, hosts.stream().map(HostLine::name).toList());

    assertThat(String.join("\n", text.closing(report, true)))
        .containsOnlyOnce("import the key")
        .containsOnlyOnce("merge by hand")
        .containsOnlyOnce("restore the file");
  }

  private static HostLine line(String name, String seen, String next) {
    Problem problem = TestProblem.of("sops.decrypts", "decrypting", seen, "", next);
    return new HostLine(
        name,
        name + ".yaml",
        HostLine.Status.RAN,
        "",
        "",
        Optional.of(Instant.EPOCH),
        Duration.ZERO,
        ExitCode.FAILED,
        HostLine.brief(problem),
        Optional.of(problem));
  }
}
