package dev.giteadrone.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.run.RealConnections;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.secrets.SopsAdminFile;
import dev.giteadrone.secrets.SopsHostFile;
import dev.giteadrone.secrets.SopsProgram;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host that starts wired is as good as one that was bootstrapped, and shares no secret. */
final class WiredStartIT {
  private static final SandboxOptions EXEC =
      SandboxOptions.blank().withRunners(Set.of(RunnerType.EXEC));

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "IPV6"})
  void aBootstrapHasNothingToDoAndABuildIsProven(Profile profile) {
    try (Sandbox sandbox = Sandbox.startWired(EXEC.withProfile(profile), Progress.SILENT)) {
      RunReport report = program(sandbox, Level.FULL).bootstrap();

      assertThat(report.exitCode()).as(report.checks().toString()).isEqualTo(ExitCode.DONE);
      assertThat(report.stages().stream().limit(3))
          .allSatisfy(stage -> assertThat(stage.results()).isEmpty());
    }
  }

  @Test
  void twoOfThemShareNoSecretAndNoneOfThePreparedPair() {
    try (Sandbox one = Sandbox.startWired(EXEC, Progress.SILENT);
        Sandbox other = Sandbox.startWired(EXEC, Progress.SILENT)) {
      AdminRecord prepared =
          PreparedPair.of(EXEC, Programs.ofEnvironment(), Progress.SILENT).admin();
      for (AdminKey key : List.of(AdminKey.PASSWORD, AdminKey.TOKEN, AdminKey.DRONE_TOKEN)) {
        assertThat(admin(one).get(key)).isPresent().isNotEqualTo(admin(other).get(key));
        assertThat(prepared.get(key)).isPresent().isNotEqualTo(admin(one).get(key));
        assertThat(prepared.get(key)).isNotEqualTo(admin(other).get(key));
      }
      for (Variable variable :
          List.of(Variable.DRONE_GITEA_CLIENT_SECRET, Variable.DRONE_RPC_SECRET)) {
        assertThat(host(one).get(variable)).isPresent().isNotEqualTo(host(other).get(variable));
      }
    }
  }

  @Test
  void whatThePreparedPairHadNoLongerWorks() {
    try (Sandbox sandbox = Sandbox.startWired(EXEC, Progress.SILENT)) {
      AdminRecord prepared =
          PreparedPair.of(EXEC, Programs.ofEnvironment(), Progress.SILENT).admin();
      AdminRecord own = admin(sandbox);
      for (AdminKey key : List.of(AdminKey.PASSWORD, AdminKey.TOKEN, AdminKey.DRONE_TOKEN)) {
        assertThat(accepts(sandbox, key, own)).as("own " + key).isTrue();
        assertThat(accepts(sandbox, key, prepared)).as("prepared " + key).isFalse();
      }
    }
  }

  @Test
  void aHostThatCannotBePreparedIsBootstrapped() {
    try (Sandbox sandbox = Sandbox.startWired(EXEC.withDrones(2), Progress.SILENT)) {
      RunReport report = program(sandbox, Level.LOGIN).bootstrap();

      assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(report.stages().stream().limit(3))
          .allSatisfy(stage -> assertThat(stage.results()).isEmpty());
    }
  }

  @Test
  void aCacheThatIsHalfWrittenIsPreparedAgain(@TempDir Path folder) throws Exception {
    // A cache of its own, with the programs of the usual one.
    Programs usual = Programs.ofEnvironment();
    Path cache = Files.createDirectories(folder.resolve("cache"));
    for (String name : List.of("bin", "gitea-static")) {
      Files.createSymbolicLink(cache.resolve(name), usual.cache().resolve(name));
    }
    Programs programs = new Programs(cache, Programs.GITEA);
    Path ready = PreparedPair.of(EXEC, programs, Progress.SILENT).folder();
    Files.delete(ready.resolve("gitea/gitea.db"));

    try (Sandbox sandbox = Sandbox.startWired(EXEC, programs, Progress.SILENT)) {
      assertThat(program(sandbox, Level.LOGIN).verify().exitCode()).isEqualTo(ExitCode.DONE);
    }
    assertThat(ready.resolve("gitea/gitea.db")).exists();
  }

  @Test
  void anInterruptKeepsThePreparedPair() {
    Path ready = PreparedPair.of(EXEC, Programs.ofEnvironment(), Progress.SILENT).folder();
    Progress interrupting =
        new Progress() {
          @Override
          public void waiting(String name, String seen, Duration soFar) {
            if (name.equals("drone")) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void fact(String label, String text) {
            waiting(label, text, Duration.ZERO);
          }
        };

    assertThatThrownBy(() -> Sandbox.startWired(EXEC, interrupting)).isInstanceOf(Failure.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(ready).isDirectory();
  }

  /** Whether Gitea, or Drone for its own token, accepts one of these secrets. */
  private static boolean accepts(Sandbox sandbox, AdminKey key, AdminRecord secrets) {
    Gateways gateways =
        new RealConnections(sandbox.environment())
            .open(
                ConfigFile.load(sandbox.configFile(), Map.of()),
                RunOptions.DEFAULT,
                new Timeline(),
                () -> Deadline.in(Duration.ofSeconds(60)));
    Secret secret = secrets.get(key).orElseThrow();
    return switch (key) {
      case PASSWORD ->
          gateways.gitea().users().signIn(new Credential.Basic("sandbox-admin", secret))
              instanceof SignIn.Accepted;
      case TOKEN ->
          gateways.gitea().users().signIn(new Credential.Token(secret)) instanceof SignIn.Accepted;
      default -> gateways.drone().accounts().find(secret).isPresent();
    };
  }

  @Test
  void aCacheThatCannotBeWrittenIsSaid(@TempDir Path folder) throws Exception {
    Path cache = Files.createDirectories(folder.resolve("cache"));
    Files.createSymbolicLink(cache.resolve("bin"), Programs.ofEnvironment().bin());
    Files.writeString(cache.resolve("sandbox"), "not a folder");

    assertThatThrownBy(
            () -> Sandbox.startWired(EXEC, new Programs(cache, Programs.GITEA), Progress.SILENT))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(cache.toString())
        .hasMessageContaining("GITEA_DRONE_CACHE");
  }

  private static Commands program(Sandbox sandbox, Level level) {
    return Commands.of(
        ConfigFile.load(sandbox.configFile(), Map.of()),
        RunOptions.DEFAULT.withLevel(level).withDeployAnyway(true),
        Progress.SILENT,
        sandbox.environment());
  }

  private static AdminRecord admin(Sandbox sandbox) {
    return new SopsAdminFile(
            ConfigFile.load(sandbox.configFile(), Map.of()).secrets().admin(),
            new Subprocess(new Timeline(), sandbox.environment()),
            () -> Deadline.in(Duration.ofSeconds(60)),
            SopsProgram.from(sandbox.environment()))
        .read()
        .value();
  }

  private static HostSecrets host(Sandbox sandbox) {
    return new SopsHostFile(
            ConfigFile.load(sandbox.configFile(), Map.of()).secrets().host(),
            new Subprocess(new Timeline(), sandbox.environment()),
            () -> Deadline.in(Duration.ofSeconds(60)),
            SopsProgram.from(sandbox.environment()))
        .read()
        .value();
  }
}
