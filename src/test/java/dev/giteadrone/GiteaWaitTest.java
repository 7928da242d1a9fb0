package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.InMemoryGateways;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.server.GiteaState;
import dev.giteadrone.model.server.Obstacle;
import dev.giteadrone.model.server.Obstacle.Patience;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.time.Pace;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long a run waits for a Gitea that does not answer. */
class GiteaWaitTest {
  private static final GiteaState STARTING = new GiteaState.NotReady("the connection is refused");
  private static final GiteaState READY = new GiteaState.Ready();

  /** What is 20 s and 2 min for an operator is 0.2 s and 1.2 s here. */
  private static final Pace PACE = Pace.DEFAULT.faster(100);

  private final InMemoryServers world = new InMemoryServers();

  @ParameterizedTest
  @EnumSource(Patience.class)
  void whatDoesNotHealEndsTheWaitBeforeTheLimit(Patience patience) {
    world.showGitea(blocked(patience, "expired"));

    RunReport report = plan(Duration.ofMinutes(5));

    assertThat(report.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(report.problem()).map(Problem::seen).contains("expired");
    assertThat(report.took()).isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void aNewHostHasMoreTimeForItsCertificate() {
    world.showGitea(blocked(Patience.CERTIFICATE, "signed by itself"));

    assertThat(plan(Duration.ofMinutes(5)).took()).isGreaterThanOrEqualTo(PACE.selfSigned());
  }

  @Test
  void whatHealsInTimeIsForgotten() {
    world.showGitea(blocked(Patience.SHORT, "does not resolve"), STARTING, READY);

    assertThat(plan(Duration.ofMinutes(5)).exitCode()).isEqualTo(ExitCode.DONE);
  }

  /** Each change shows that somebody works on it. */
  @Test
  void whatChangesIsWaitedFor() {
    GiteaState[] looks = new GiteaState[80];
    for (int i = 0; i < looks.length; i++) {
      looks[i] = blocked(Patience.SHORT, "look " + i);
    }
    looks[looks.length - 1] = READY;
    world.showGitea(looks);

    RunReport report = plan(Duration.ofMinutes(5));

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.took()).isGreaterThan(PACE.unchanged());
  }

  @Test
  void ourOwnLimitIsNamed() {
    world.showGitea(STARTING);

    RunReport report = plan(Duration.ofMillis(300));

    assertThat(report.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(report.problem())
        .map(Problem::seen)
        .contains("time ran out after 0.3 s; last seen, the connection is refused");
    assertThat(report.problem()).map(Problem::next).get().asString().contains("--timeout");
  }

  private static GiteaState blocked(Patience patience, String seen) {
    return new GiteaState.Blocked(
        new Obstacle(patience, TestProblem.of("gitea.ready", "waiting", seen, "renew it")));
  }

  private RunReport plan(Duration timeout) {
    return RunOn.at(
            PACE,
            TestConfig.desired(),
            RunOptions.DEFAULT.withTimeout(timeout),
            (timeline, deadline) -> InMemoryGateways.of(world))
        .plan();
  }
}
