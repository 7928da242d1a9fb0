package dev.giteadrone.testing;

import java.time.Duration;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on a build. What fails shows the stages and the logs of the build. */
// Whoever uses it has that module; others need not.
@SuppressWarnings("exports")
public final class BuildAssert extends AbstractAssert<BuildAssert, TestBuild> {
  BuildAssert(@Nullable TestBuild actual) {
    super(actual, BuildAssert.class);
  }

  /** All its steps ended well. */
  public BuildAssert succeeded() {
    return hasStatus("success");
  }

  /** A step ended with another exit code than 0. */
  public BuildAssert failed() {
    return hasStatus("failure");
  }

  /** It has this status, such as {@code killed}. */
  public BuildAssert hasStatus(String status) {
    return require(
        build().status().equals(status), "status " + status, "its status is " + build().status());
  }

  /** It was started by this event, such as {@code promote}. */
  public BuildAssert hasEvent(String event) {
    return require(
        build().event().equals(event), "event " + event, "its event is " + build().event());
  }

  /** A runner of this type, such as {@code docker}, took each of its stages. */
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

  /** It has a step of this name. */
  public BuildAssert hasStep(String name) {
    return require(
        build().steps().stream().anyMatch(step -> step.name().equals(name)),
        "a step " + name,
        "its steps are " + build().steps().stream().map(TestBuild.Step::name).toList());
  }

  /** The step of this name ended with this exit code. */
  public BuildAssert stepExitedWith(String name, int exitCode) {
    hasStep(name);
    int seen = build().step(name).exitCode();
    return require(seen == exitCode, "exit code " + exitCode + " of step " + name, "it is " + seen);
  }

  /** The step of this name wrote this text. */
  public BuildAssert stepLogContains(String name, String text) {
    hasStep(name);
    return require(
        build().step(name).log().contains(text),
        "text '" + text + "' in the log of step " + name,
        "it is not there");
  }

  /** Some step wrote this text. */
  public BuildAssert logContains(String text) {
    return require(build().log().contains(text), "text '" + text + "' in a log", "it is in none");
  }

  /** No step wrote this text, such as a secret. */
  public BuildAssert logDoesNotContain(String text) {
    return require(
        !build().log().contains(text), "no text '" + text + "' in any log", "it is there");
  }

  /** It took at most so long, in whole seconds as Drone counts. */
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
