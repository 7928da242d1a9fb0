package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.errors.SecretsFileException;
import dev.giteadrone.errors.VerificationException;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.result.BootstrapResult;
import dev.giteadrone.result.Check;
import dev.giteadrone.result.CheckStatus;
import dev.giteadrone.result.Plan;
import dev.giteadrone.result.Step;
import dev.giteadrone.result.VerifyResult;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.SandboxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The library on real servers, described in code and by a file. */
final class LibraryIT {
  private static final SandboxOptions EXEC =
      SandboxOptions.blank().withRunners(Set.of(RunnerType.EXEC));

  @Test
  void aBlankHostIsPlannedBootstrappedAndVerified() {
    try (Sandbox sandbox = Sandbox.start(EXEC, Progress.SILENT)) {
      List<String> heard = new ArrayList<>();
      try (GiteaDrone host = inCode(sandbox).listener(stepsInto(heard)).build()) {
        Plan plan = host.plan();
        assertThat(plan.steps()).extracting(Step::id).contains("create-admin");
        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.refusals()).isEmpty();

        BootstrapResult result = host.bootstrap();
        assertThat(result.changed()).isTrue();
        assertThat(result.applied())
            .extracting(step -> step.step().id())
            .startsWith("create-admin")
            .contains("create-app", "generate-rpc-secret", "deploy");
        assertThat(result.build()).isPresent();
        assertThat(result.checks()).extracting(Check::status).doesNotContain(CheckStatus.FAILED);
        assertThat(heard)
            .containsExactlyElementsOf(
                result.applied().stream().map(step -> step.step().id()).toList());

        assertThat(host.plan().isEmpty()).isTrue();
        assertThat(host.bootstrap().changed()).isFalse();
      }
    }
  }

  @Test
  void whatIsBrokenIsAResultOfVerifyAndAnExceptionOfBootstrap() throws Exception {
    try (Sandbox sandbox = Sandbox.startWired(EXEC, Progress.SILENT)) {
      try (GiteaDrone host =
          GiteaDrone.config(sandbox.configFile())
              .environment("SOPS_AGE_KEY_FILE", sandbox.operatorKeyFile().toString())
              .environment("GITEA_DRONE_SOPS", sops(sandbox))
              .level(VerifyLevel.LOGIN)
              .build()) {
        assertThat(host.verify().passed()).isTrue();
      }
      // Gitea's ROOT_URL has the address in numbers.
      try (GiteaDrone host =
          inCode(sandbox)
              .set("gitea.url", "http://localhost:" + sandbox.giteaUrl().getPort())
              .level(VerifyLevel.BASIC)
              .build()) {
        VerifyResult broken = host.verify();
        assertThat(broken.passed()).isFalse();
        assertThat(broken.failures()).extracting(Check::id).containsExactly("gitea.root-url");
        assertThat(broken.failures().getFirst().problem()).isPresent();
        assertThatThrownBy(host::bootstrap)
            .isInstanceOf(VerificationException.class)
            .hasMessageContaining("ROOT_URL");

        Path file = sandbox.hostFolder().resolve(".secrets/drone.yaml");
        Files.writeString(file, "drone: not encrypted\n");
        assertThatThrownBy(host::bootstrap)
            .isInstanceOf(SecretsFileException.class)
            .hasMessageContaining("drone.yaml");
      }
    }
  }

  private static GiteaDroneBuilder inCode(Sandbox sandbox) {
    return GiteaDrone.host(sandbox.giteaUrl(), sandbox.droneUrl())
        .folder(sandbox.hostFolder())
        .admin("sandbox-admin")
        .email("sandbox-admin@example.org")
        .giteaCli(sandbox.giteaCli().toArray(String[]::new))
        .runners(RunnerKind.EXEC)
        .secrets(Path.of(".secrets/drone.yaml"))
        .secretsKey("drone")
        .adminSecrets(Path.of(".secrets/gitea-admin.yaml"))
        .deploy("./deploy")
        .deployAnyway()
        .environment("SOPS_AGE_KEY_FILE", sandbox.operatorKeyFile().toString())
        .environment("GITEA_DRONE_SOPS", sops(sandbox));
  }

  private static String sops(Sandbox sandbox) {
    return sandbox.environment().getOrDefault("PATH", "").replaceFirst(":.*", "/sops");
  }

  private static RunListener stepsInto(List<String> heard) {
    return new RunListener() {
      @Override
      public void stepStarted(Step step) {
        heard.add(step.id());
      }
    };
  }
}
