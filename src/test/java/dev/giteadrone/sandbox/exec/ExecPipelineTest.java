package dev.giteadrone.sandbox.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExecPipelineTest {
  private static final List<String> CLONE = List.of("git init");

  @Test
  void thePipelineOfTheStageIsTakenFromAFileOfSeveral() throws Exception {
    String yaml =
        """
        kind: pipeline
        type: docker
        name: prove
        steps: [{ name: inside, image: busybox, commands: ["true"] }]
        ---
        kind: secret
        name: prove
        ---
        kind: pipeline
        type: exec
        name: prove
        environment: { COMMON: 1, OWN: no }
        steps:
          - name: one
            commands: [echo one, exit 3]
            environment: { OWN: yes, TOKEN: { from_secret: token } }
            failure: ignore
          - name: two
            commands: [echo two]
            when: { status: [success, failure] }
        """;

    ExecPipeline pipeline = ExecPipeline.of(encoded(yaml), "prove", CLONE);

    assertThat(pipeline.steps())
        .extracting(ExecPipeline.ExecStep::name)
        .containsExactly("clone", "one", "two");
    ExecPipeline.ExecStep one = pipeline.step("one");
    assertThat(one.commands()).containsExactly("echo one", "exit 3");
    assertThat(one.environment()).containsEntry("COMMON", "1").containsEntry("OWN", "yes");
    assertThat(one.secrets()).containsEntry("TOKEN", "token");
    assertThat(one.ignoreFailure()).isTrue();
    assertThat(one.onFailure()).isFalse();
    assertThat(pipeline.step("two").onFailure()).isTrue();
    assertThat(pipeline.step("clone").commands()).isEqualTo(CLONE);
  }

  @Test
  void aDisabledCloneIsNoStep() throws Exception {
    String yaml =
        """
        kind: pipeline
        type: exec
        name: default
        clone: { disable: true }
        steps: [{ name: only, commands: ["true"] }]
        """;

    assertThat(ExecPipeline.of(encoded(yaml), "default", CLONE).steps())
        .extracting(ExecPipeline.ExecStep::name)
        .containsExactly("only");
  }

  @Test
  void anImageIsRejectedAsByTheRealRunner() {
    String yaml =
        """
        kind: pipeline
        type: exec
        name: default
        steps: [{ name: only, image: busybox, commands: ["true"] }]
        """;

    assertThatThrownBy(() -> ExecPipeline.of(encoded(yaml), "default", CLONE))
        .isInstanceOf(ExecPipeline.InvalidException.class)
        .hasMessageContaining("no image");
  }

  @Test
  void aPipelineThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> ExecPipeline.of(encoded("kind: pipeline"), "prove", CLONE))
        .isInstanceOf(ExecPipeline.InvalidException.class)
        .hasMessageContaining("cannot find the pipeline prove");
    assertThatThrownBy(() -> ExecPipeline.of(encoded("a: b: c"), "prove", CLONE))
        .isInstanceOf(ExecPipeline.InvalidException.class)
        .hasMessageContaining("cannot be read");
  }

  private static String encoded(String yaml) {
    return Base64.getEncoder().encodeToString(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
