package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.Effects;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.io.git.GitStatus;
import dev.giteadrone.io.git.GitStatus.State;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Secrets files that the operator has still to add or to commit, on servers in memory. */
final class UncommittedFilesTest {
  private static final Desired HERE = TestConfig.desired();

  private final InMemoryServers world = new InMemoryServers();
  private final Effects effects = Effects.counting();
  private final List<String> warnings = new ArrayList<>();

  @Test
  void fileThatGitDoesNotTrackIsSaidBeforeAnythingIsMadeAndIsLeftToBeAdded() {
    RunReport report = bootstrap(State.UNTRACKED);

    assertThat(warnings)
        .containsExactly(
            "after 0 effects: git does not track /host/.secrets/drone.yaml: a flake will not see it"
                + " before git add");
    assertThat(effects.seen()).isNotEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.DEPLOY_PENDING);
    assertThat(report.next()).containsExactly("git add .secrets/drone.yaml && git commit");
  }

  @Test
  void fileThatIsYetToBeMadeIsSaidToo() {
    bootstrap(State.MISSING);

    assertThat(warnings).singleElement().asString().startsWith("after 0 effects: git does not");
  }

  @Test
  void fileThatGitIgnoresIsToBeAddedByForce() {
    assertThat(bootstrap(State.IGNORED).next())
        .containsExactly("git add -f .secrets/drone.yaml && git commit");
    assertThat(warnings).hasSize(1);
  }

  @Test
  void changedFileIsLeftToBeCommittedUntilItIs() {
    assertThat(bootstrap(State.MODIFIED).exitCode()).isEqualTo(ExitCode.DEPLOY_PENDING);
    assertThat(bootstrap(State.CLEAN).exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(warnings).isEmpty();
  }

  private RunReport bootstrap(State host) {
    Progress hearing =
        new Progress() {
          @Override
          public void warning(String text) {
            warnings.add("after " + effects.seen().size() + " effects: " + text);
          }
        };
    return Commands.of(
            HERE,
            RunOptions.DEFAULT,
            hearing,
            new PortConnections(InMemory.gateways(world, effects)) {
              @Override
              public GitStatus git(Desired wanted, Timeline timeline, Deadline limit) {
                return new GitStatus(
                    Map.of(
                        wanted.secrets().host().file(),
                        host,
                        wanted.secrets().admin(),
                        State.CLEAN),
                    Optional.empty());
              }
            })
        .bootstrap();
  }
}
