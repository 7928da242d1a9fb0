package dev.giteadrone.reconcile.canary;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.server.Build;
import dev.giteadrone.model.server.BuildStage;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Explains why a runner did not take or finish its pipeline. */
final class RunnerDiagnosis {
  private static final Case NEVER = of("never", "type", "build", "waited", "platform");
  private static final Case GONE = of("gone", "type", "build", "waited", "machine", "before");
  private static final Case OTHER_PLATFORM =
      of(
          "other-platform",
          "type",
          "build",
          "waited",
          "platform",
          "machine",
          "before",
          "is",
          "arch");
  private static final Case NO_PIPELINE = of("no-pipeline", "type", "build", "status");
  private static final Case NO_DAEMON = of("no-daemon", "type", "build", "seen");
  private static final Case NO_IMAGE = of("no-image", "type", "build", "seen");
  private static final Case NO_CLONE = of("no-clone", "type", "build", "seen");
  private static final Case FAILED = of("failed", "type", "build", "seen");

  private final RunnerType type;
  private final Build build;

  RunnerDiagnosis(RunnerType type, Build build) {
    this.type = type;
    this.build = build;
  }

  /**
   * A stage of an earlier build that a runner of this type took.
   *
   * @param build the number of that build
   */
  record Before(BuildStage stage, long build) {}

  private static Case of(String key, String... values) {
    return Case.of(ProblemId.RUNNER_DOCKER, key, values);
  }

  /** The problem that the build ended without a pipeline of this type. */
  Problem noPipeline() {
    return problem(NO_PIPELINE, type.label(), build.number(), build.status());
  }

  /**
   * The problem that no runner took a stage. Drone does not list its runners. So this compares what
   * the stage waits for with the runner that took the last one of this type.
   */
  Problem notPickedUp(BuildStage waiting, Duration waited, Optional<Before> last) {
    String time = Elapsed.describe(waited);
    if (last.isEmpty()) {
      return problem(NEVER, type.label(), build.number(), time, platform(waiting));
    }
    BuildStage before = last.get().stage();
    String machine = Text.neutral(before.machine(), 60);
    if (platform(before).equals(platform(waiting))) {
      return problem(GONE, type.label(), build.number(), time, machine, last.get().build());
    }
    return problem(
        OTHER_PLATFORM,
        type.label(),
        build.number(),
        time,
        platform(waiting),
        machine,
        last.get().build(),
        platform(before),
        before.arch());
  }

  /** The problem that the runner took the stage, and it ended badly. */
  Problem failed(BuildStage stage) {
    String step =
        stage.steps().stream()
            .filter(each -> !each.status().equals("success") && !each.status().equals("skipped"))
            .findFirst()
            .map(each ->
                "step " + each.name() + " ended as " + each.status() + " (" + each.exitCode() + ")")
            .orElse("it ended as " + stage.status());
    String error = Text.neutral(stage.error(), 160);
    String seen =
        (stage.machine().isEmpty() ? "" : "on " + Text.neutral(stage.machine(), 60) + ", ")
            + step
            + (error.isEmpty() ? "" : ": " + error);
    return problem(cause(error, step), type.label(), build.number(), seen);
  }

  private static Case cause(String error, String step) {
    String text = error.toLowerCase(Locale.ROOT);
    if (text.contains("docker daemon") || text.contains("docker.sock")) {
      return NO_DAEMON;
    }
    if (text.contains("pull") || text.contains("manifest") || text.contains("no such image")) {
      return NO_IMAGE;
    }
    return step.contains("step clone") ? NO_CLONE : FAILED;
  }

  private Problem problem(Case found, Object... values) {
    return found.problemAs(CheckId.of(type).id(), values);
  }

  private static String platform(BuildStage stage) {
    return stage.os() + "/" + stage.arch();
  }
}
