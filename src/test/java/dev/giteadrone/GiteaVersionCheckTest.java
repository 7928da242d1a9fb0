package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.CheckResult.Status;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.report.RunReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the check of Gitea's version makes of each version, on servers in memory. */
final class GiteaVersionCheckTest {
  private final InMemoryServers world = InMemory.wired();

  private RunReport verify(String version) {
    world.giteaVersion(version);
    return InMemory.on(world).verify();
  }

  private static CheckResult check(RunReport report) {
    return report.checks().stream()
        .filter(result -> result.check() == CheckId.GITEA_VERSION)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    // Gitea
    "1.9.6, FAILED",
    "1.19.4, FAILED",
    "1.19.0-rc1, FAILED",
    "0.9.99, FAILED",
    "1.20.0-rc0, PASSED",
    "1.20.0, PASSED",
    "v1.22.3, PASSED",
    "1.25.5, PASSED",
    "1.26.0+rc0, PASSED",
    "1.26.0+dev-487-g0c6b3c5a5f, PASSED",
    "1.26.4, PASSED",
    "1.27.0-rc0, WARNED",
    "1.27.0+dev-11-gab12cd34ef, WARNED",
    "1.100.0, WARNED",
    "2.0.0, WARNED",
    // Forgejo: its own number alone while that was Gitea's, later with Gitea's behind it.
    "1.18.5-0, FAILED",
    "1.20.6-1, PASSED",
    "1.21.11-2, PASSED",
    "7.0.1+gitea-1.21.11, PASSED",
    "7.0.8+gitea-1.21.11, PASSED",
    "11.0.3-dev-1-abc+gitea-1.22.0, PASSED",
    "7.0.0+gitea-1.19.4, FAILED",
    "20.0.0+gitea-1.27.0, WARNED",
    "7.0.1, WARNED",
    // Anything else
    "development, WARNED",
    "main, WARNED",
    "'', WARNED",
    "1, WARNED",
    "1., WARNED",
    "99999999999999999999.1, WARNED",
    "1.99999999999999999999, WARNED",
  })
  void eachVersionIsJudgedByTheGiteaItIs(String version, Status expected) {
    RunReport report = verify(version);

    CheckResult result = check(report);
    assertThat(result.status()).as(result.text()).isEqualTo(expected);
    assertThat(result.text()).startsWith(version);
    assertThat(report.exitCode())
        .isEqualTo(expected == Status.FAILED ? ExitCode.VERIFICATION_FAILED : ExitCode.DONE);
  }

  @Test
  void anOldGiteaIsAProblemWithTheWayOut() {
    Problem problem = check(verify("1.19.4")).problem().orElseThrow();

    assertThat(problem.check()).isEqualTo("gitea.version");
    assertThat(problem.seen()).isEqualTo("1.19.4 is older than 1.20");
    assertThat(problem.next()).isEqualTo("upgrade Gitea to 1.20 or newer");
  }

  @Test
  void anOldForgejoIsAProblemThatNamesItsGitea() {
    Problem problem = check(verify("7.0.0+gitea-1.19.4")).problem().orElseThrow();

    assertThat(problem.seen()).isEqualTo("7.0.0+gitea-1.19.4 is older than 1.20");
  }

  @Test
  void anOldGiteaStopsNoOtherCheck() {
    assertThat(verify("1.19.4").checks())
        .filteredOn(result -> result.check() != CheckId.GITEA_VERSION)
        .isNotEmpty()
        .allMatch(CheckResult::holds);
  }

  @Test
  void aNewerGiteaIsAWarningThatNamesTheNewestTested() {
    assertThat(check(verify("1.27.1")).text())
        .isEqualTo("1.27.1 is newer than 1.26, the newest that this program is tested with");
  }

  @Test
  void aVersionThatIsNotToldIsNotJudged() {
    world.editAdmin(record -> AdminRecord.EMPTY);
    world.giteaVersion("1.19.4");

    CheckResult result = check(InMemory.on(world).verify());

    assertThat(result.status()).isEqualTo(Status.NOT_RUN);
    assertThat(result.text()).isEqualTo("not signed in");
  }
}
