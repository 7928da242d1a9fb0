package dev.giteadrone.reconcile.canary;

import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.server.Build;
import dev.giteadrone.model.server.BuildStage;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Explains why a runner did not take or finish its pipeline. */
final class RunnerDiagnosis {
  private RunnerDiagnosis() {}

  /**
   * The problem that no runner took the stage.
   *
   * @param last the machine that last took a stage of this type, and in which build
   */
  static Problem notPickedUp(RunnerType type, Build build, Duration waited, Optional<String> last) {
    return Problem.of(
            CheckId.of(type).id(),
            "waiting for a runner of type " + type.label(),
            "nobody picked up build "
                + build.number()
                + " in "
                + Elapsed.describe(waited)
                + last.map(machine -> "; last time it was " + machine).orElse(""),
            "journalctl -u drone-runner-"
                + type.label()
                + " on the runner's host; its unit must be restarted after a new RPC secret")
        .because(
            "no "
                + type.label()
                + " runner runs, it has another DRONE_RPC_SECRET (\"cannot ping the remote server\"),"
                + " two runners collide on port 3000, or labels, os or arch differ"
                + " (verify.canary.arch)");
  }

  static Problem failed(RunnerType type, Build build, BuildStage stage) {
    String step =
        stage.steps().stream()
            .filter(each -> !each.status().equals("success") && !each.status().equals("skipped"))
            .findFirst()
            .map(each ->
                "step " + each.name() + " ended as " + each.status() + " (" + each.exitCode() + ")")
            .orElse("it ended as " + stage.status());
    String error = Text.neutral(stage.error(), 160);
    Problem problem =
        Problem.of(
            CheckId.of(type).id(),
            "building the canary with the " + type.label() + " runner",
            (stage.machine().isEmpty() ? "" : "on " + Text.neutral(stage.machine(), 60) + ", ")
                + step
                + (error.isEmpty() ? "" : ": " + error),
            "open build " + build.number() + " of the canary in Drone; its log names the cause");
    return cause(error, step).isEmpty() ? problem : problem.because(cause(error, step));
  }

  private static String cause(String error, String step) {
    String text = error.toLowerCase(Locale.ROOT);
    if (text.contains("docker daemon") || text.contains("docker.sock")) {
      return "the runner cannot reach its Docker daemon";
    }
    if (text.contains("pull") || text.contains("manifest") || text.contains("no such image")) {
      return "the image cannot be pulled; set verify.canary.image to one the host has, and verify.canary.pull";
    }
    if (step.contains("step clone")) {
      return "the runner cannot clone: name resolution inside the container's network, ROOT_URL, or a certificate it does not trust";
    }
    return "";
  }
}
