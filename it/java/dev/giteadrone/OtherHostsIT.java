package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.server.Edition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts that differ from the plain one. */
final class OtherHostsIT {
  private static final SandboxOptions EXEC_ONLY =
      SandboxOptions.blank().withRunners(EnumSet.of(RunnerType.EXEC));

  @Test
  void twoDronesOnOneGiteaHaveAnApplicationEach() {
    try (HostFixture first = HostFixture.start(EXEC_ONLY.withDrones(2))) {
      HostFixture second = first.operator(1);
      assertThat(first.bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
      second.adoptAdminOf(first);

      RunReport report = second.bootstrap();

      assertThat(report.problem()).isEmpty();
      assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(first.gitea().apps().all(first.token())).hasSize(2);
      assertThat(first.secrets().clientId()).isNotEqualTo(second.secrets().clientId());
      assertThat(first.bootstrap().planned()).isZero();
      assertThat(second.bootstrap().planned()).isZero();
    }
  }

  @Test
  void ossDroneIsRecognised() {
    try (HostFixture bed =
        HostFixture.start(EXEC_ONLY.withEdition(Edition.OSS).withRunnersStopped())) {
      RunReport report = bed.bootstrap();

      assertThat(report.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
      CheckResult edition =
          report.checks().stream()
              .filter(check -> check.check() == CheckId.DRONE_EDITION)
              .findFirst()
              .orElseThrow();
      assertThat(edition.status()).isEqualTo(CheckResult.Status.FAILED);
      assertThat(edition.problem().orElseThrow().seen()).contains("OSS");
      // It has no runner API, so no runner is waited for.
      assertThat(report.checks())
          .filteredOn(check -> check.check() == CheckId.RUNNER_EXEC)
          .allMatch(check -> check.status() == CheckResult.Status.NOT_REACHED)
          .hasSize(1);
    }
  }

  @Test
  void otherKeysVariablesAndCommentsStayAsTheyAre() {
    String yaml =
        """
        # kept: what this file is for
        mail: pa55word # kept: behind a value
        drone: |
            # kept: inside the text
            DRONE_LOGS_PRETTY=true
            DRONE_RPC_SECRET=0123456789abcdef0123456789abcdef
            OTHER='single $quoted'
        last:
            - one
            - two
        """;
    try (HostFixture bed = HostFixture.start(EXEC_ONLY.withSecrets(yaml))) {
      RunReport report = bed.bootstrap();
      assertThat(report.problem()).isEmpty();
      assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);

      String file = bed.desired().secrets().host().file().toString();
      String plain = bed.run(List.of(bed.sops(), "decrypt", file), new byte[0]).text();
      assertThat(plain)
          .startsWith("# kept: what this file is for\n")
          .contains("mail: pa55word\n")
          .contains("# kept: inside the text\n")
          .contains("DRONE_LOGS_PRETTY=true\n")
          .contains("DRONE_RPC_SECRET=0123456789abcdef0123456789abcdef\n")
          .contains("OTHER='single $quoted'\n")
          .contains("    - one\n    - two\n")
          .contains("DRONE_GITEA_CLIENT_ID=" + bed.secrets().clientId().orElseThrow());
      assertThat(plain.indexOf("mail:")).isLessThan(plain.indexOf("drone:"));
      assertThat(plain.indexOf("drone:")).isLessThan(plain.indexOf("last:"));
      assertThat(new String(bed.bytes(Path.of(file)), StandardCharsets.UTF_8))
          .doesNotContain("pa55word");
    }
  }

  @Test
  void withoutADeployCommandTheOperatorDeploys() {
    try (HostFixture bed = HostFixture.start(EXEC_ONLY)) {
      RunReport first = bed.program(bed.withoutDeploy(), RunOptions.DEFAULT).bootstrap();
      assertThat(first.exitCode()).isEqualTo(ExitCode.DEPLOY_PENDING);
      assertThat(first.problem().orElseThrow().next()).startsWith("deploy now");

      bed.sandbox.deploy();

      RunReport second = bed.program(bed.withoutDeploy(), RunOptions.DEFAULT).bootstrap();
      assertThat(second.exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(second.planned()).isZero();
    }
  }

  @Test
  void execPipelineClonesTheCanary() {
    try (HostFixture bed = HostFixture.wired(EXEC_ONLY)) {
      RunReport report = bed.program(bed.withClone(), RunOptions.DEFAULT).bootstrap();

      assertThat(report.problem()).isEmpty();
      assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  void planOfABlankHostChangesNothing() {
    try (HostFixture bed = HostFixture.start(EXEC_ONLY)) {
      RunReport plan = bed.program(bed.desired(), RunOptions.DEFAULT).plan();

      assertThat(plan.problem()).isEmpty();
      assertThat(plan.mutations()).isZero();
      assertThat(plan.stages().getFirst().plan().steps())
          .extracting(StepLine::id)
          .containsExactly("create-admin", "create-token");
      assertThat(bed.desired().secrets().admin()).doesNotExist();
    }
  }

  @Test
  void adminFileThatTheHostCouldDecryptIsRefusedBeforeAnythingIsSent() throws IOException {
    try (HostFixture bed = HostFixture.start(EXEC_ONLY)) {
      Path rules = bed.sandbox.hostFolder().resolve(".sops.yaml");
      String both = Files.readString(rules).replaceAll("(?s).*age: (\\S+,\\S+).*", "$1");
      Files.writeString(rules, "creation_rules:\n  - age: " + both + "\n");

      RunReport report = bed.bootstrap();

      assertThat(report.exitCode()).isEqualTo(ExitCode.SECRETS_FILE);
      assertThat(report.problem().orElseThrow().check()).isEqualTo("sops.recipients");
      assertThat(report.mutations()).isZero();
      assertThat(bed.desired().secrets().admin()).doesNotExist();
    }
  }
}
