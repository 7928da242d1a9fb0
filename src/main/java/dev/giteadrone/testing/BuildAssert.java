package dev.giteadrone.testing;

import java.time.Duration;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on a build. A failed assertion shows the stages and the logs of the build. */
// A module that uses this class reads AssertJ's module; others do not need it.
@SuppressWarnings("exports")
public final class BuildAssert extends AbstractAssert<BuildAssert, TestBuild> {
  BuildAssert(@Nullable TestBuild actual) {
    super(actual, BuildAssert.class);
  }

  /** Requires that all its steps succeeded. */
  public BuildAssert succeeded() {
    return hasStatus("success");
  }

  /** Requires that a step ended with another exit code than 0. */
  public BuildAssert failed() {
    return hasStatus("failure");
  }

  /** Requires this status, such as {@code killed}. */
  public BuildAssert hasStatus(String status) {
    return require(
        build().status().equals(status), "status " + status, "its status is " + build().status());
  }

  /** Requires that this event, such as {@code promote}, started it. */
  public BuildAssert hasEvent(String event) {
    return require(
        build().event().equals(event), "event " + event, "its event is " + build().event());
  }

  /** Requires that a runner of this type, such as {@code docker}, took each of its stages. */
  public BuildAssert ranOn(String type) {
    boolean all =
        !build().stages().isEmpty()
            && build().stages().stream()
                .allMatch(stage -> stage.type().equals(type) && !stage.machine().isEmpty());
    return require(
        all,
        "every stage on a runner of type " + type,
        "its stages ran on "
            + build().stages().stream()
                .map(stage -> stage.type() + " (" + stage.machine() + ")")
                .toList());
  }

  /** Requires a step of this name. */
  public BuildAssert hasStep(String name) {
    return require(
        build().steps().stream().anyMatch(step -> step.name().equals(name)),
        "a step " + name,
        "its steps are " + build().steps().stream().map(TestBuild.Step::name).toList());
  }

  /** Requires that the step of this name ended with this exit code. */
  public BuildAssert stepExitedWith(String name, int exitCode) {
    hasStep(name);
    int seen = build().step(name).exitCode();
    return require(seen == exitCode, "exit code " + exitCode + " of step " + name, "it is " + seen);
  }

  /** Requires this text in the log of the step of this name. */
  public BuildAssert stepLogContains(String name, String text) {
    hasStep(name);
    return require(
        build().step(name).log().contains(text),
        "text '" + text + "' in the log of step " + name,
        "it is not there");
  }

  /** Requires this text in the log of a step. */
  public BuildAssert logContains(String text) {
    return require(build().log().contains(text), "text '" + text + "' in a log", "it is in none");
  }

  /** Requires that no log contains this text, for example a secret. */
  public BuildAssert logDoesNotContain(String text) {
    return require(
        !build().log().contains(text), "no text '" + text + "' in any log", "it is there");
  }

  /** Requires that it took at most this long, in whole seconds as Drone counts. */
  public BuildAssert tookAtMost(Duration limit) {
    return require(
        build().took().compareTo(limit) <= 0, "at most " + limit, "it took " + build().took());
  }

  private TestBuild build() {
    isNotNull();
    return actual;
  }

  private BuildAssert require(boolean holds, String expected, String seen) {
    if (!holds) {
      failWithMessage(
          "expected build %s of %s to have %s, but %s%n%s",
          build().number(), build().repository(), expected, seen, story());
    }
    return this;
  }

  private String story() {
    return build().error()
        + build().stages().stream()
            .map(stage ->
                "stage %s (%s): %s %s%n"
                        .formatted(stage.name(), stage.type(), stage.status(), stage.error())
                    + stage.steps().stream()
                        .map(step ->
                            "  step %s: %s, exit code %d %s%n"
                                    .formatted(
                                        step.name(), step.status(), step.exitCode(), step.error())
                                + step.log().indent(4))
                        .collect(Collectors.joining()))
            .collect(Collectors.joining());
  }
}
