package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.giteadrone.drone.Drone;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.model.server.Webhook;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After accidents, on real servers: what comes back by itself, and what is refused first. */
final class RecoveryIT {
  private static final String OLD = "http://drone.old-domain.tld";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static HostFixture bed;
  private static Snapshot blank;
  private static Snapshot wired;

  @BeforeAll
  static void start() {
    bed = HostFixture.start(SandboxOptions.blank());
    blank = bed.sandbox.snapshot();
    assertThat(program(RunOptions.DEFAULT).bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
    wired = bed.sandbox.snapshot();
  }

  @BeforeEach
  void wiredAgain() {
    bed.sandbox.restore(wired);
  }

  @AfterAll
  static void stop() {
    bed.close();
  }

  private static Desired desired() {
    return bed.desired(AdminCreation.CLI, Optional.empty());
  }

  private static Commands program(RunOptions options) {
    return bed.program(desired(), options);
  }

  private static void verified(RunReport report) {
    assertThat(report.problem()).isEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(report.checks()).noneMatch(check -> check.status() == CheckResult.Status.FAILED);
    assertThat(bed.gitea().apps().all(bed.token())).hasSize(1);
    assertThat(program(RunOptions.DEFAULT.withLevel(Level.BASIC)).bootstrap().planned()).isZero();
  }

  @Test
  void deadPasswordAndDeadTokenAreReplacedThroughGiteasCommandLine() {
    Credential.Basic before = bed.basic();
    bed.gitea().tokens().delete(before, bed.admin().text(AdminKey.TOKEN_NAME).orElseThrow());
    bed.gitea().users().setPassword(before, before.username(), Secret.of("Forgotten-by-all-1"));
    assertThat(bed.gitea().users().signIn(before)).isInstanceOf(SignIn.Refused.class);

    verified(program(RunOptions.DEFAULT.withLevel(Level.LOGIN)).bootstrap());

    assertThat(bed.gitea().users().signIn(bed.basic())).isInstanceOf(SignIn.Accepted.class);
    assertThat(bed.gitea().tokens().names(bed.basic()))
        .containsExactly(bed.admin().text(AdminKey.TOKEN_NAME).orElseThrow());
    assertThat(bed.admin().pendingTokens()).isEmpty();
  }

  @Test
  void deadPasswordAndDeadTokenWithoutAWayAreRefusedBeforeAnythingIsChanged() {
    Credential.Basic before = bed.basic();
    bed.gitea().tokens().delete(before, bed.admin().text(AdminKey.TOKEN_NAME).orElseThrow());
    bed.gitea().users().setPassword(before, before.username(), Secret.of("Forgotten-by-all-1"));
    byte[] file = bed.bytes(desired().secrets().admin());

    RunReport report =
        bed.program(bed.desired(AdminCreation.AUTO, Optional.empty()), RunOptions.DEFAULT)
            .bootstrap();

    assertThat(report.exitCode()).isEqualTo(ExitCode.NOT_AUTHORISED);
    assertThat(report.problem().orElseThrow().next()).contains("sops edit");
    assertThat(bed.bytes(desired().secrets().admin())).isEqualTo(file);
  }

  @Test
  void giteaRestoredToBeforeOurFilesIsRefusedThenWiredAgainWhenAllowed() throws IOException {
    byte[] host = bed.bytes(desired().secrets().host().file());
    byte[] admin = bed.bytes(desired().secrets().admin());
    bed.sandbox.restore(blank);
    write(desired().secrets().host().file(), host);
    write(desired().secrets().admin(), admin);
    bed.sandbox.deploy();

    RunReport refused = program(RunOptions.DEFAULT.withLevel(Level.LOGIN)).bootstrap();
    assertThat(refused.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(refused.problem().orElseThrow().next()).contains("--allow-rotate");
    assertThat(bed.bytes(desired().secrets().host().file())).isEqualTo(host);

    verified(program(RunOptions.DEFAULT.withLevel(Level.LOGIN).withAllowRotate(true)).bootstrap());
    assertThat(bed.gitea().users().count(bed.token())).isEqualTo(1);
    assertThat(bed.gitea().tokens().names(bed.basic())).hasSize(1);
  }

  @Test
  void ourFileOlderThanGiteasDatabaseIsRefusedThenRotatedWhenAllowed() throws IOException {
    Path file = desired().secrets().host().file();
    byte[] old = bed.bytes(file);
    RunReport rotated =
        program(RunOptions.DEFAULT.withLevel(Level.BASIC)).rotate(Rotation.CLIENT_SECRET);
    assertThat(rotated.exitCode()).isEqualTo(ExitCode.DONE);
    Files.write(file, old);

    RunReport refused = program(RunOptions.DEFAULT).bootstrap();
    assertThat(refused.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(refused.problem().orElseThrow().seen()).contains("the running Drone has a valid");
    assertThat(bed.bytes(file)).isEqualTo(old);

    verified(program(RunOptions.DEFAULT.withLevel(Level.LOGIN).withAllowRotate(true)).bootstrap());
  }

  @Test
  void adminFileOlderThanGiteasDatabaseGetsANewToken() throws IOException {
    Path file = desired().secrets().admin();
    byte[] old = bed.bytes(file);
    RunReport rotated =
        program(RunOptions.DEFAULT.withLevel(Level.BASIC)).rotate(Rotation.ADMIN_TOKEN);
    assertThat(rotated.exitCode()).isEqualTo(ExitCode.DONE);
    Files.write(file, old);

    RunReport report = program(RunOptions.DEFAULT.withLevel(Level.LOGIN)).bootstrap();

    assertThat(report.stages().getFirst().plan().steps())
        .extracting(StepLine::id)
        .containsExactly("create-token");
    verified(report);
  }

  @Test
  void webhooksOfTheOldDomainAreMadeAnewThroughDrone() throws Exception {
    Drone drone = bed.drone();
    Secret droneToken = bed.admin().get(AdminKey.DRONE_TOKEN).orElseThrow();
    Repository work = bed.gitea().repositories().create(bed.token(), "work", "somebody's work");
    drone.accounts().sync(droneToken);
    drone.repositories().activate(droneToken, work.owner(), work.name());
    Repository canary =
        bed.gitea()
            .repositories()
            .find(bed.token(), work.owner(), desired().canary().repository())
            .orElseThrow();
    moveHook(work);
    moveHook(canary);
    addHook(work, "http://another-drone.tld/hook?secret=another");

    RunReport dry = program(RunOptions.DEFAULT).repair(true);
    assertThat(dry.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(dry.planned()).isEqualTo(2);
    assertThat(dry.mutations()).isZero();
    assertThat(urls(work)).contains(OLD + "/hook");

    RunReport repaired = program(RunOptions.DEFAULT).repair(false);
    assertThat(repaired.problem()).isEmpty();
    assertThat(repaired.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(repaired.count(Change.UPDATED)).isEqualTo(2);
    String now = bed.sandbox.droneUrl() + "/hook";
    assertThat(urls(canary)).containsExactly(now);
    assertThat(urls(work)).containsExactlyInAnyOrder(now, "http://another-drone.tld/hook");

    assertThat(program(RunOptions.DEFAULT).repair(false).planned()).isZero();
    RunReport proof = program(RunOptions.DEFAULT).verify();
    assertThat(proof.exitCode()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void oldWebhookBesideANewOneIsDeletedToo() throws Exception {
    Repository canary =
        bed.gitea()
            .repositories()
            .find(bed.token(), bed.basic().username(), desired().canary().repository())
            .orElseThrow();
    JsonNode hook = hooks(canary).get(0);
    addHook(
        canary, hook.path("config").path("url").asText().replaceFirst("^.*/hook", OLD + "/hook"));
    assertThat(urls(canary)).hasSize(2);

    RunReport repaired = program(RunOptions.DEFAULT).repair(false);

    assertThat(repaired.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(repaired.count(Change.DELETED)).isEqualTo(1);
    assertThat(urls(canary)).containsExactly(bed.sandbox.droneUrl() + "/hook");
    assertThat(bed.secrets().get(Variable.DRONE_RPC_SECRET)).isPresent();
  }

  private static List<String> urls(Repository repository) {
    return bed.gitea().repositories().webhooks(bed.token(), repository).stream()
        .map(Webhook::url)
        .toList();
  }

  /** As if Drone had had another address when it made the webhook. */
  private static void moveHook(Repository repository) {
    JsonNode hook = hooks(repository).get(0);
    String url = hook.path("config").path("url").asText();
    assertThat(url).contains("/hook?secret=");
    ObjectNode change = JSON.createObjectNode();
    change
        .putObject("config")
        .put("url", url.replaceFirst("^.*/hook", OLD + "/hook"))
        .put("content_type", "json");
    bed.giteaApi(bed.basic())
        .patch(path(repository) + "/" + hook.path("id").asLong(), change.toString());
  }

  private static void addHook(Repository repository, String url) {
    ObjectNode hook = JSON.createObjectNode().put("type", "gitea").put("active", true);
    hook.putObject("config").put("url", url).put("content_type", "json");
    hook.putArray("events").add("push");
    bed.giteaApi(bed.basic()).post(path(repository), hook.toString());
  }

  private static JsonNode hooks(Repository repository) {
    return bed.giteaApi(bed.basic()).get(path(repository));
  }

  private static String path(Repository repository) {
    return "/api/v1/repos/" + repository.slug() + "/hooks";
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}
