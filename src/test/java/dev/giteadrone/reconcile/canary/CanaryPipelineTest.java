package dev.giteadrone.reconcile.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.model.desired.CanaryTarget;
import dev.giteadrone.model.desired.RunnerType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class CanaryPipelineTest {
  private static final CanaryTarget WITHOUT_CLONE =
      new CanaryTarget("gitea-drone-canary", "busybox", false, "never");
  private static final CanaryTarget WITH_CLONE =
      new CanaryTarget("gitea-drone-canary", "busybox", true, "if-not-exists");

  @Test
  void theFileReadsLikeOneMadeByHand() {
    assertThat(CanaryPipeline.render(WITHOUT_CLONE, Set.of(RunnerType.DOCKER), "3f2a9c"))
        .isEqualTo(
            """
            # Written by gitea-drone to prove that Gitea, Drone and its runners work together.
            # Each verification rewrites it: 3f2a9c
            kind: pipeline
            type: docker
            name: docker
            clone:
              disable: true
            steps:
              - name: prove
                image: "busybox"
                pull: "never"
                commands:
                  - "echo gitea-drone canary 3f2a9c at $DRONE_COMMIT"
            """);
  }

  @Test
  void eachRunnerTypeHasItsPipelineWhateverTheOrder() {
    String one =
        CanaryPipeline.render(WITH_CLONE, List.of(RunnerType.EXEC, RunnerType.DOCKER), "a");

    assertThat(pipelines(one)).extracting(p -> p.get("name")).containsExactly("docker", "exec");
    assertThat(pipelines(one)).extracting(p -> p.get("type")).containsExactly("docker", "exec");
    assertThat(one)
        .isEqualTo(
            CanaryPipeline.render(WITH_CLONE, List.of(RunnerType.DOCKER, RunnerType.EXEC), "a"));
  }

  @Test
  void anExecStepHasNoImageBecauseItsRunnerRejectsOne() {
    String text = CanaryPipeline.render(WITH_CLONE, Set.of(RunnerType.EXEC), "a");

    assertThat(step(text)).containsOnlyKeys("name", "commands");
  }

  @Test
  void aCloneIsCheckedByTheNonceAndNotSwitchedOff() {
    String text = CanaryPipeline.render(WITH_CLONE, Set.of(RunnerType.EXEC), "a-nonce");

    assertThat(pipelines(text).get(0)).doesNotContainKey("clone");
    assertThat(step(text).get("commands"))
        .isEqualTo(
            List.of(
                "echo gitea-drone canary a-nonce at $DRONE_COMMIT", "grep -q a-nonce .drone.yml"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.my-domain.tld:5000/ci/busybox@sha256:abc",
        "no",
        "a\"b",
        "a\\b: [c] #d",
        "line\nkind: secret",
        "---",
        "tab\tand ü and 😀",
      })
  void anImageIsWhatItWasWhateverIsInIt(String image) {
    CanaryTarget target = new CanaryTarget("canary", image, false, "always");
    String text = CanaryPipeline.render(target, Set.of(RunnerType.DOCKER), "a");

    assertThat(pipelines(text)).hasSize(1);
    assertThat(step(text)).containsEntry("image", image);
  }

  @Test
  void anotherMachineIsNamedAndTheUsualOneIsNot() {
    CanaryTarget arm = new CanaryTarget("canary", "busybox", false, "always", "arm64");
    String text = CanaryPipeline.render(arm, Set.of(RunnerType.DOCKER, RunnerType.EXEC), "a");

    assertThat(pipelines(text))
        .hasSize(2)
        .allSatisfy(pipeline ->
            assertThat(pipeline).containsEntry("platform", Map.of("os", "linux", "arch", "arm64")));
    assertThat(CanaryPipeline.render(WITH_CLONE, Set.of(RunnerType.EXEC), "a"))
        .doesNotContain("platform");
  }

  @Test
  void nothingIsLeftForDroneToSubstitute() {
    CanaryTarget target = new CanaryTarget("canary", "a${DRONE_BRANCH}", false, "always");
    String text = CanaryPipeline.render(target, Set.of(RunnerType.DOCKER), "a");

    assertThat(text).doesNotContain("${");
    assertThat(step(text)).containsEntry("image", "a${DRONE_BRANCH}");
  }

  @Test
  void aNonceThatAShellWouldReadIsRefused() {
    assertThatThrownBy(
            () -> CanaryPipeline.render(WITH_CLONE, Set.of(RunnerType.EXEC), "a; reboot"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<Object, Object> step(String text) {
    Object steps = pipelines(text).get(0).get("steps");
    assertThat(steps).isInstanceOf(List.class);
    return map(((List<?>) Objects.requireNonNull(steps)).get(0));
  }

  private static List<Map<Object, Object>> pipelines(String text) {
    List<Map<Object, Object>> all = new ArrayList<>();
    new Load(LoadSettings.builder().build())
        .loadAllFromString(text)
        .forEach(document -> all.add(map(document)));
    return all;
  }

  private static Map<Object, Object> map(Object node) {
    return new LinkedHashMap<>((Map<?, ?>) node);
  }
}
