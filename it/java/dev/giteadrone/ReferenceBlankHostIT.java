package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.sandbox.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Blank reference hosts: Gitea calls Drone, Drone calls Gitea, and we call both, over TLS alone.
 */
final class ReferenceBlankHostIT extends BlankHosts {
  ReferenceBlankHostIT() {
    super(Profile.REFERENCE);
  }

  @Test
  void withoutTheAuthorityNothingIsTouchedAndTheOptionIsNamed() throws IOException {
    assertThat(bed().sandbox.giteaUrl()).hasScheme("https");
    assertThat(bed().sandbox.droneUrl()).hasScheme("https");
    List<Path> before = files();

    RunReport report =
        Commands.of(bed().desired(), RunOptions.DEFAULT, Progress.SILENT, bed().environment())
            .bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    Problem problem = report.problem().orElseThrow();
    assertThat(problem.toString()).contains(bed().sandbox.giteaUrl().getAuthority());
    assertThat(problem.next()).contains("--ca-cert");
    assertThat(report.mutations()).isZero();
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void everyRequestGoesThroughTheTunnelOfAForwardProxy(@TempDir Path folder) throws Exception {
    try (ForwardProxy proxy = ForwardProxy.start(folder)) {
      Desired desired =
          bed()
              .desiredWith(
                  "http: { proxy: $SOME_PROXY, ca: "
                      + bed().sandbox.caCertificate().orElseThrow()
                      + " }\n",
                  Map.of("SOME_PROXY", proxy.url()));

      RunReport report =
          Commands.of(desired, RunOptions.DEFAULT, Progress.SILENT, bed().environment())
              .bootstrap();

      assertThat(report.problem()).isEmpty();
      assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(report.checks())
          .allSatisfy(check ->
              assertThat(check.status())
                  .as(check.check().id())
                  .isEqualTo(CheckResult.Status.PASSED))
          .extracting(CheckResult::check)
          .contains(CheckId.DRONE_LOGIN, CheckId.RUNNER_EXEC, CheckId.STATUS_REPORTED);
      assertThat(proxy.requests())
          .contains(
              "CONNECT " + bed().sandbox.giteaUrl().getAuthority(),
              "CONNECT " + bed().sandbox.droneUrl().getAuthority());
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(bed().sandbox.hostFolder())) {
      return all.sorted().toList();
    }
  }
}
