package dev.giteadrone.testing;

import static dev.giteadrone.testing.GiteaDroneAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BuildAssertTest {
  private static final Optional<Instant> START = Optional.of(Instant.ofEpochSecond(1000));
  private static final Optional<Instant> END = Optional.of(Instant.ofEpochSecond(1005));

  private static TestBuild build(String status, int exitCode) {
    TestBuild.Step step = new TestBuild.Step("run", status, exitCode, "", "hello\n", START, END);
    TestBuild.Stage stage =
        new TestBuild.Stage("default", "exec", status, "box", "", START, END, List.of(step));
    return new TestBuild("me/demo", 7, status, "", "push", "abc", "", START, END, List.of(stage));
  }

  @Test
  void whatHoldsPasses() {
    assertThat(build("success", 0))
        .succeeded()
        .hasEvent("push")
        .ranOn("exec")
        .hasStep("run")
        .stepExitedWith("run", 0)
        .stepLogContains("run", "hello")
        .logContains("hello")
        .logDoesNotContain("secret")
        .tookAtMost(Duration.ofSeconds(5));
    assertThat(build("failure", 3)).failed().stepExitedWith("run", 3);
  }

  @Test
  void aFailureShowsTheStagesAndLogs() {
    assertThatThrownBy(() -> assertThat(build("failure", 3)).succeeded())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(
            "expected build 7 of me/demo to have status success, but its status is failure")
        .hasMessageContaining("stage default (exec): failure")
        .hasMessageContaining("step run: failure, exit code 3")
        .hasMessageContaining("    hello");
  }

  @Test
  void whatDoesNotHoldFails() {
    TestBuild build = build("success", 0);
    assertThatThrownBy(() -> assertThat(build).ranOn("docker"))
        .hasMessageContaining("its stages ran on [exec (box)]");
    assertThatThrownBy(() -> assertThat(build).hasStep("other"))
        .hasMessageContaining("its steps are [run]");
    assertThatThrownBy(() -> assertThat(build).logDoesNotContain("hello"))
        .hasMessageContaining("it is there");
    assertThatThrownBy(() -> assertThat(build).tookAtMost(Duration.ofSeconds(4)))
        .hasMessageContaining("it took PT5S");
  }

  @Test
  void noBuildIsAnOrdinaryFailure() {
    @Nullable TestBuild none = null;
    assertThatThrownBy(() -> assertThat(none).succeeded()).isInstanceOf(AssertionError.class);
  }
}
