package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.fakes.DesiredBuilder;
import dev.giteadrone.init.InitFlag;
import dev.giteadrone.init.InitPlan;
import dev.giteadrone.init.InitRequest;
import dev.giteadrone.init.Initialiser;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.StageReport;
import dev.giteadrone.run.Commands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A reference host that somebody set up by hand, and that works: its application, secrets and
 * account are used as they are.
 */
final class AdoptIT {
  private static final RunOptions BASIC = RunOptions.DEFAULT.withLevel(Level.BASIC);

  /** What init planned and wrote, and the commands it names. */
  private record Init(InitPlan plan, List<String> next) {}

  private static HandMadeHost host;
  private static HostFixture bed;
  private static Init init;

  @BeforeAll
  static void start() {
    host = HandMadeHost.start();
    bed = host.fixture;
    init = init();
    host.commit("gitea-drone.yaml", ".sops.yaml", ".secrets");
  }

  /** As init left it, without a snapshot: the servers restart only if Drone has another client. */
  @BeforeEach
  void asMade() {
    bed.sandbox.keepNothingOverDeploys();
    bed.editAdmin(record -> AdminRecord.EMPTY.with(AdminKey.USERNAME, HandMadeHost.ADMIN));
    host.commit(".secrets"); // Or a run with nothing to do would ask for the commit.
    if (!bed.secrets().clientId().equals(Optional.of(host.client.id()))) {
      host.deploy(HandMadeHost.text(host.client));
    }
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Test
  void initKeepsTheSecretsFileAndGivesTheAdminFileARuleOfItsOwn() throws IOException {
    assertThat(init.plan().items())
        .extracting(item -> item.label() + " " + item.change())
        .containsExactly("config CREATED", "rules UPDATED", "admin CREATED", "secrets UNCHANGED");
    assertThat(init.next()).hasSize(2).last().isEqualTo("gitea-drone plan");
    assertThat(Files.readString(bed.sandbox.adminFile()))
        .contains("recipient: age1")
        .doesNotContain(host.hostRecipient);
  }

  @Test
  void anAccountWithoutCredentialsIsRefusedAndThePlanSaysWhatIsKept() {
    Kept before = Kept.of();

    for (AdminCreation way : List.of(AdminCreation.AUTO, AdminCreation.CLI)) {
      RunReport plan = bed.program(bed.desired(way, Optional.empty()), BASIC).plan();
      Problem refused = plan.stages().getFirst().plan().refusals().getFirst().problem();
      assertThat(refused.check()).isEqualTo(CheckId.ADMIN_EXISTS.id());
      assertThat(refused.next()).contains("sops edit", "(key password)");
      assertThat(facts(plan))
          .singleElement()
          .asString()
          .contains(OAuthApp.describe(host.client.id()), "not created by this program: kept");
      assertThat(plan.mutations()).isZero();
    }
    assertThat(Kept.of()).isEqualTo(before);
  }

  @Test
  void isAdoptedWithoutARotationAndNothingIsLeftToDo() {
    Kept before = Kept.of();
    storePassword();

    RunReport plan = bed.program(bed.desired(), RunOptions.DEFAULT).plan();
    assertThat(facts(plan))
        .singleElement()
        .asString()
        .contains(OAuthApp.describe(host.client.id()), "its secret is not rotated");
    assertThat(steps(plan)).containsExactly("create-token");
    RunReport first = bed.bootstrap();

    assertThat(first.exitCode()).as(first.toString()).isEqualTo(ExitCode.DEPLOY_PENDING);
    assertThat(first.next()).singleElement().asString().contains("git add", "gitea-admin.yaml");
    assertThat(steps(first)).containsExactly("create-token");
    assertThat(first.checks())
        .allSatisfy(check ->
            assertThat(check.status()).as(check.check().id()).isEqualTo(CheckResult.Status.PASSED))
        .extracting(CheckResult::check)
        .contains(CheckId.DRONE_LOGIN, CheckId.RUNNER_DOCKER, CheckId.RUNNER_EXEC);
    host.commit(".secrets");
    RunReport second = bed.bootstrap();
    assertThat(second.exitCode()).as(second.toString()).isEqualTo(ExitCode.DONE);
    assertThat(second.planned()).isZero();
    assertThat(facts(second)).anyMatch(text -> text.startsWith("Drone CI, client "));
    assertThat(Kept.of()).isEqualTo(before);
    assertThat(bed.admin().createdApps()).isEmpty();
  }

  @Test
  void aTokenInTheEnvironmentIsEnough() {
    RunReport report =
        bed.program(bed.desired(AdminCreation.AUTO, Optional.of(token("enough"))), BASIC)
            .bootstrap();

    assertThat(report.exitCode()).as(report.toString()).isEqualTo(ExitCode.DONE);
    assertThat(report.planned()).isZero();
    assertThat(report.mutations()).isZero();
  }

  /** Nothing is created in a place that the host does not read. */
  @Test
  void aKeyThatIsNotTheHostsIsRefused() throws IOException {
    Path other = host.folder().resolve("other.yaml");
    Files.writeString(
        other,
        Files.readString(bed.sandbox.configFile()).replace("key: drone\n", "key: elsewhere\n"));
    Kept before = Kept.of();
    Desired desired =
        DesiredBuilder.of(ConfigFile.load(other, Map.of()))
            .givenToken(Optional.of(token("elsewhere")))
            .build();

    RunReport report = bed.program(desired, BASIC).bootstrap();

    assertThat(report.exitCode()).as(report.toString()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(report.problem().orElseThrow().cause()).contains("secrets.key");
    assertThat(report.mutations()).isZero();
    assertThat(Kept.of()).isEqualTo(before);
  }

  @Test
  void anApplicationOfAnotherUserIsUsedAndNotChanged() {
    HandMadeHost.Client theirs = host.newApp(HandMadeHost.OTHER_USER, "Theirs");
    host.deploy(HandMadeHost.text(theirs));
    storePassword();
    Kept before = Kept.of();

    RunReport report = bed.bootstrap(RunOptions.DEFAULT.withLevel(Level.LOGIN));

    assertThat(report.problem()).isEmpty();
    assertThat(steps(report)).containsExactly("create-token");
    assertThat(facts(report))
        .anyMatch(text ->
            text.contains(OAuthApp.describe(theirs.id()))
                && text.contains("not an application of my-admin: kept"));
    assertThat(Kept.of()).isEqualTo(before);
  }

  /** The unit of the docker runner has {@code restartIfChanged = false}. */
  @Test
  void aRunnerThatKeptItsRpcSecretIsNamedUntilItIsRestarted() {
    storePassword();
    bed.sandbox.keepOverDeploys(RunnerType.DOCKER);
    bed.edit(Map.of(Variable.DRONE_RPC_SECRET, Secret.of("written-by-hand-and-long-enough")));
    bed.sandbox.deploy();

    assertThat(steps(bed.bootstrap(BASIC))).containsExactly("create-token");
    RunReport report = quick().verify();

    assertThat(report.exitCode()).isEqualTo(ExitCode.VERIFICATION_FAILED);
    Problem problem = Repairs.result(report, CheckId.RUNNER_DOCKER).problem().orElseThrow();
    assertThat(problem.cause()).contains("restartIfChanged = false");
    assertThat(problem.next()).contains("systemctl restart drone-runner-docker");
    assertThat(Repairs.result(report, CheckId.RUNNER_EXEC).status())
        .isEqualTo(CheckResult.Status.PASSED);

    bed.sandbox.stopRunner(RunnerType.DOCKER);
    bed.sandbox.startRunner(RunnerType.DOCKER);

    RunReport verified = bed.program(bed.desired(), RunOptions.DEFAULT).verify();
    assertThat(verified.exitCode()).as(verified.toString()).isEqualTo(ExitCode.DONE);
  }

  /**
   * What must be the same before and after. Reading it needs the password, so that is the same,
   * too.
   *
   * @param file the bytes of the secrets file, so also its other keys, comments and recipients
   * @param environment what the host decrypted: what Drone and the runners were started with
   * @param apps the applications of both users
   * @param webhooks how many webhooks the person's own repository has
   */
  private record Kept(
      String file, String environment, List<OAuthApp> apps, List<OAuthApp> others, int webhooks) {
    static Kept of() {
      return new Kept(
          new String(
              bed.bytes(host.folder().resolve(".secrets/drone.yaml")), StandardCharsets.UTF_8),
          new String(bed.bytes(bed.sandbox.environmentFile(0)), StandardCharsets.UTF_8),
          host.apps(HandMadeHost.ADMIN),
          host.apps(HandMadeHost.OTHER_USER),
          bed.giteaApi(HandMadeHost.basic(HandMadeHost.ADMIN))
              .get("/api/v1/repos/" + HandMadeHost.ADMIN + "/" + HandMadeHost.REPOSITORY + "/hooks")
              .size());
    }
  }

  /** What the operator does before the first run. */
  private static void storePassword() {
    bed.editAdmin(record -> record.with(AdminKey.PASSWORD, HandMadeHost.PASSWORD));
  }

  /** A token that the person created in Gitea's settings. */
  private static Secret token(String name) {
    return bed.gitea()
        .tokens()
        .create(
            HandMadeHost.basic(HandMadeHost.ADMIN),
            name,
            List.of("write:user", "write:repository"));
  }

  private static Commands quick() {
    return Commands.of(
        bed.desired(),
        RunOptions.DEFAULT.withCaCertificate(bed.sandbox.caCertificate()),
        Progress.SILENT,
        new QuickConnections(bed.environment()));
  }

  private static List<String> facts(RunReport report) {
    return report.stages().stream()
        .flatMap(stage -> stage.facts().stream())
        .filter(fact -> fact.label().equals("app"))
        .map(StageReport.Fact::text)
        .toList();
  }

  private static List<String> steps(RunReport report) {
    return report.stages().stream()
        .flatMap(stage -> stage.plan().steps().stream())
        .map(StepLine::id)
        .toList();
  }

  /** Writes the files that are missing, with flags for this host. */
  private static Init init() {
    Initialiser initialiser = new Initialiser(bed.environment());
    InitPlan plan =
        initialiser.plan(
            new InitRequest(
                host.folder(),
                host.folder(),
                Map.of(
                    InitFlag.GITEA_URL,
                    bed.sandbox.giteaUrl().toString(),
                    InitFlag.DRONE_URL,
                    bed.sandbox.droneUrl().toString(),
                    InitFlag.USERNAME,
                    HandMadeHost.ADMIN,
                    InitFlag.EMAIL,
                    "my-admin@my-domain.tld",
                    InitFlag.CLI,
                    bed.sandbox.giteaCli().getFirst(),
                    InitFlag.DEPLOY,
                    "./deploy",
                    InitFlag.CANARY_PULL,
                    "never",
                    InitFlag.NO_CANARY_CLONE,
                    "true",
                    InitFlag.HOST_RECIPIENT,
                    host.hostRecipient),
                false),
            Optional.empty());
    initialiser.write(plan);
    return new Init(plan, initialiser.next(plan, host.folder()));
  }
}
