package dev.giteadrone.reconcile.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.server.Build;
import dev.giteadrone.model.server.BuildStage;
import dev.giteadrone.model.server.BuildStage.BuildStep;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A runner took the canary's pipeline, and it ended badly: the likely cause. */
class RunnerDiagnosisTest {
  @Test
  void aCloneThatFailsPointsToNamesAndCertificates() {
    Problem problem = failed("", new BuildStep("clone", "failure", 128, ""));

    assertThat(problem.check()).isEqualTo(CheckId.RUNNER_DOCKER.id());
    assertThat(problem.seen()).isEqualTo("on my-host, step clone ended as failure (128)");
    assertThat(problem.cause())
        .contains("the runner cannot clone")
        .contains("name resolution inside the container's network")
        .contains("a certificate it does not trust");
    assertThat(problem.next()).contains("open build 7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Cannot connect to the Docker daemon at unix:///var/run/docker.sock | cannot reach its Docker daemon
          dial unix /var/run/docker.sock: permission denied                   | cannot reach its Docker daemon
          Error response from daemon: pull access denied for alpine           | the image cannot be pulled
          no such image: alpine:3                                             | the image cannot be pulled
          manifest unknown                                                    | the image cannot be pulled
          """)
  void anErrorOfTheRunnerHasItsCause(String error, String cause) {
    Problem problem = failed(error);

    assertThat(problem.cause()).contains(cause);
    assertThat(problem.seen()).contains(error);
  }

  @Test
  void aStepThatFailsOtherwiseIsNamedWithoutAGuess() {
    Problem problem =
        failed(
            "",
            new BuildStep("clone", "success", 0, ""),
            new BuildStep("greet", "failure", 127, ""));

    assertThat(problem.seen()).contains("step greet ended as failure (127)");
    assertThat(problem.cause()).isEmpty();
  }

  @Test
  void aBuildWithoutAPipelineIsTold() {
    Problem problem =
        new RunnerDiagnosis(RunnerType.DOCKER, new Build(7, "error", "c0ffee", List.of()))
            .noPipeline();

    assertThat(problem.seen()).isEqualTo("build 7 ended as error before any pipeline started");
  }

  private static Problem failed(String error, BuildStep... steps) {
    BuildStage stage =
        new BuildStage(
            "docker", "docker", "failure", error, "my-host", "linux", "amd64", List.of(steps));
    return new RunnerDiagnosis(RunnerType.DOCKER, new Build(7, "failure", "c0ffee", List.of(stage)))
        .failed(stage);
  }
}
