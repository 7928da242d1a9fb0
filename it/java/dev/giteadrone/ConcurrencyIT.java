package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.gitea.CommandGiteaCli;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
import dev.giteadrone.secrets.SopsHostFile;
import dev.giteadrone.secrets.SopsProgram;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Eight bootstraps of one host at once, as processes of their own. */
final class ConcurrencyIT {
  private static final int RUNS = 8;

  private static HostFixture bed;
  private static Snapshot blank;

  @BeforeAll
  static void start() {
    bed =
        HostFixture.start(
            SandboxOptions.blank().withRunners(Set.of(RunnerType.EXEC)).withRunnersStopped());
    blank = bed.sandbox.snapshot();
  }

  @BeforeEach
  void blankAgain() {
    bed.sandbox.restore(blank);
  }

  @AfterAll
  static void stop() {
    bed.close();
  }

  @Test
  void runsInOneFolderWaitForEachOther() throws IOException, InterruptedException {
    Path errors = Files.createTempFile("gitea-drone-concurrency-", ".log");
    List<Process> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      runs.add(bootstrap("2m", errors));
    }
    for (Process run : runs) {
      assertThat(run.waitFor(3, TimeUnit.MINUTES)).isTrue();
      assertThat(run.exitValue()).as(Files.readString(errors)).isZero();
    }
    String said = Files.readString(errors);
    Files.delete(errors);

    assertThat(said).contains("another run of this configuration");
    oneOfEach();
    assertThat(bed.program(bed.desired(), RunOptions.DEFAULT).plan().planned()).isZero();
    System.out.println("concurrency matrix: " + RUNS + " runs in one folder, one of each");
  }

  @Test
  void lockSaysWhoHoldsItAndIsFreeAtOnceWhenThatOneIsKilled()
      throws IOException, InterruptedException {
    Path errors = Files.createTempFile("gitea-drone-concurrency-", ".log");
    Process holder =
        DyingProcess.launch(
            bed.desired().source(),
            List.of("-", Level.BASIC.name(), "bootstrap", "2", DyingRun.Place.BEFORE.name()),
            List.of(),
            bed.environment(),
            errors);
    stopAtItsPlace(holder);

    Process waiting = bootstrap("2s", errors);
    assertThat(waiting.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(waiting.exitValue()).isEqualTo(ExitCode.FAILED.code());
    assertThat(Files.readString(errors)).contains("held by pid " + holder.pid(), "(bootstrap)");

    Process patient = bootstrap("2m", errors);
    Thread.sleep(1500);
    assertThat(patient.isAlive()).as("waits").isTrue();
    holder.toHandle().destroyForcibly();
    assertThat(patient.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(patient.exitValue()).as(Files.readString(errors)).isZero();
    Files.delete(errors);
    oneOfEach();
  }

  @Test
  void clonesMakeOneApplicationOnSqlite() throws Exception {
    clonesMakeOneApplication("SQLite");
  }

  @Test
  void clonesMakeOneApplicationOnPostgres() throws Exception {
    try (Postgres postgres = Postgres.start()) {
      bed.sandbox.stopGitea();
      Path ini = bed.sandbox.hostFolder().resolveSibling("gitea").resolve("app.ini");
      String text = Files.readString(ini);
      // The second of two values of one key counts, so nothing of the sandbox's is in the way.
      Files.writeString(
          ini,
          text.replaceFirst("DB_TYPE = sqlite3\\n", "")
              .replaceFirst("\\[database]\\n", "[database]\n" + postgres.settings()));
      Subprocess.Result migrated =
          bed.run(List.of(bed.sandbox.giteaCli().getFirst(), "migrate"), new byte[0]);
      assertThat(migrated.exitCode()).as(migrated.stderr()).isZero();
      bed.sandbox.startGitea();

      clonesMakeOneApplication("PostgreSQL");

      bed.sandbox.restore(blank);
    }
  }

  private static void clonesMakeOneApplication(String database) throws Exception {
    Secret token = administrator();
    Credential.Token owner = new Credential.Token(token);
    Clones clones = Clones.of(bed, RUNS);

    List<Clones.Ended> all =
        clones.bootstrap("Gitea.Apps.create", Map.of("GITEA_TOKEN", token.reveal()));

    assertThat(all).allSatisfy(one -> assertThat(one.effects()).contains("Gitea.Apps.create"));
    List<OAuthApp> apps = bed.gitea().apps().all(owner);
    assertThat(apps).as(all.toString()).hasSize(1);
    List<Clones.Ended> winners =
        all.stream().filter(one -> one.exit().equals(ExitCode.DONE.name())).toList();
    assertThat(winners).as(all.toString()).hasSize(1);
    List<Clones.Ended> losers = all.stream().filter(one -> !winners.contains(one)).toList();
    assertThat(losers)
        .allSatisfy(one -> {
          assertThat(one.exit()).as(one.said()).isEqualTo(ExitCode.CHANGES_PENDING.name());
          assertThat(one.said())
              .contains("another run created client " + apps.getFirst().clientId(), "git pull");
          assertThat(one.kept()).as("files as before, " + one).isTrue();
          assertThat(one.effects()).doesNotContain("Deployer.run", "Gitea.Apps.mintSecret");
        });
    assertRight(winners.getFirst().folder(), apps.getFirst());

    List<Clones.Ended> later = clones.bootstrap("", Map.of("GITEA_TOKEN", token.reveal()));
    assertThat(later)
        .allSatisfy(one -> {
          assertThat(one.effects()).doesNotContain("Gitea.Apps.create", "Gitea.Apps.mintSecret");
          boolean won = one.folder().equals(winners.getFirst().folder());
          assertThat(one.exit())
              .as(one.said())
              .isEqualTo((won ? ExitCode.DONE : ExitCode.CHANGES_PENDING).name());
        });
    assertRight(winners.getFirst().folder(), apps.getFirst());
    System.out.println(
        "concurrency matrix: "
            + RUNS
            + " clones on "
            + database
            + ", one application, "
            + losers.size()
            + " stopped before deploying");
  }

  /** The secret in this clone's file is the one Gitea accepts, and the one that Drone runs with. */
  private static void assertRight(Path folder, OAuthApp app) {
    Desired desired =
        dev.giteadrone.config.ConfigFile.load(folder.resolve("gitea-drone.yaml"), Map.of());
    HostSecrets secrets =
        new SopsHostFile(
                desired.secrets().host(),
                new Subprocess(new Timeline(), bed.environment()),
                () -> Deadline.in(Duration.ofSeconds(30)),
                SopsProgram.from(bed.environment()))
            .read()
            .value();
    Secret secret = secrets.get(Variable.DRONE_GITEA_CLIENT_SECRET).orElseThrow();
    assertThat(secrets.clientId()).contains(app.clientId());
    assertThat(bed.gitea().apps().probe(app.clientId(), secret, desired.drone().redirectUri()))
        .isEqualTo(ClientProbe.RIGHT);
    try {
      assertThat(Files.readString(bed.sandbox.environmentFile(0), StandardCharsets.UTF_8))
          .contains(secret.reveal());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Secret administrator() {
    CommandGiteaCli cli =
        new CommandGiteaCli(
            bed.sandbox.giteaCli(), new Subprocess(new Timeline()), bed.sandbox.hostFolder());
    String name = bed.desired().gitea().username();
    Deadline soon = Deadline.in(Duration.ofSeconds(60));
    assertThat(cli.createAdmin(name, name + "@my-domain.tld", soon)).isTrue();
    return cli.generateToken(name, "shared", List.of("write:user", "write:repository"), soon);
  }

  private static Process bootstrap(String timeout, Path errors) throws IOException {
    Map<String, String> environment = new HashMap<>(bed.environment());
    environment.remove("GITEA_TOKEN");
    return DyingProcess.java(
            List.of(
                "dev.giteadrone.cli.Main",
                "bootstrap",
                "--config",
                bed.desired().source().toString(),
                "--level",
                "basic",
                "--timeout",
                timeout),
            List.of(),
            DyingProcess.classPath(),
            environment,
            errors)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void stopAtItsPlace(Process holder) throws IOException {
    var out = holder.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.equals("die")) {
        return;
      }
      holder.getOutputStream().write('\n');
      holder.getOutputStream().flush();
    }
    throw new AssertionError("the holder ended early");
  }

  private static void oneOfEach() {
    RunReport next = bed.bootstrap(RunOptions.DEFAULT.withLevel(Level.LOGIN));
    assertThat(next.problem()).isEmpty();
    assertThat(next.planned()).isZero();
    assertThat(bed.gitea().users().count(bed.token())).isEqualTo(1);
    assertThat(bed.gitea().apps().all(bed.token())).hasSize(1);
    assertThat(bed.gitea().tokens().names(bed.basic()))
        .containsExactly(bed.admin().text(AdminKey.TOKEN_NAME).orElseThrow());
  }
}
