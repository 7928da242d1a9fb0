package dev.giteadrone.reconcile;

import dev.giteadrone.deploy.Deployer;
import dev.giteadrone.model.Change;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.Elapsed;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.HostSecrets;
import dev.giteadrone.model.LiveObserved;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Progress;
import dev.giteadrone.model.RunDeadline;
import dev.giteadrone.model.Step;
import dev.giteadrone.model.Wait;
import java.time.Duration;
import java.util.List;

/** Runs the deploy command, then waits until its effect shows in the running Drone. */
final class DeployStep {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final Ports ports;
  private final Desired desired;
  private final Progress progress;
  private final Observer observer;
  private final Wait wait;
  private final RunDeadline deadline;

  DeployStep(
      Ports ports,
      Desired desired,
      Progress progress,
      Observer observer,
      Wait wait,
      RunDeadline deadline) {
    this.ports = ports;
    this.desired = desired;
    this.progress = progress;
    this.observer = observer;
    this.wait = wait;
    this.deadline = deadline;
  }

  Outcome deploy(Step.Deploy step) {
    String command = String.join(" ", step.command());
    Deployer.Deployed ended =
        ports
            .deployer()
            .deploy(desired.deploy(), progress, deadline.get().plus(desired.deploy().timeout()));
    deadline.extend(ended.took());
    if (ended.exitCode() != 0) {
      throw new Failure(
          ExitCode.FAILED,
          Problem.of(
              "deploy.command",
              "deploying with " + command,
              "it exited with " + ended.exitCode() + " after " + Elapsed.words(ended.took()),
              "see its output above, mend it, then run gitea-drone bootstrap again: it goes on here"));
    }
    awaitEffect(command);
    return new Outcome(
        Change.UPDATED,
        command
            + (ended.joined() ? ", started by an earlier run" : "")
            + ", "
            + Elapsed.words(ended.took()));
  }

  private void awaitEffect(String command) {
    HostSecrets host = ports.host().read().value();
    Wait.Ended<LiveObserved> ended =
        wait.until(
            "drone",
            deadline.get(),
            LOOK_AGAIN,
            () -> {
              LiveObserved live = observer.live(host);
              List<String> lacks = LivePlanner.lacks(host, live);
              return lacks.isEmpty()
                  ? Wait.Look.done(live)
                  : Wait.Look.notYet(String.join("; ", lacks));
            });
    if (ended.value().isEmpty()) {
      throw new Failure(
          ExitCode.DEPLOY_PENDING,
          Problem.of(
                  "drone.client-secret",
                  "waiting for the running Drone to have what the file has, after " + command,
                  ended.lastSeen() + ", still after " + Elapsed.words(ended.took()),
                  "restart the Drone server's unit on its host (restartUnits of its sops secret does so at each deploy), then gitea-drone bootstrap")
              .because(
                  "the deploy did not restart the unit, or did not take this checkout's file"));
    }
  }
}
