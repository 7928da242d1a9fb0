package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.DyingProcess.Effect;
import dev.giteadrone.DyingProcess.Ended;
import dev.giteadrone.DyingProcess.Job;
import dev.giteadrone.DyingRun.Place;
import dev.giteadrone.gitea.CommandGiteaCli;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A process of its own is killed with SIGKILL at the effects of a run against real servers, and the
 * next run converges.
 *
 * <p>Each effect has three places to die at: before it is sent, done with its answer held back, and
 * after its answer was read. Nothing but reads lies between the last place of one effect and the
 * first place of the next, so those two are one death here; the crash matrix in memory has both.
 * From the administrator's token on, the ways to it are one, so only one of them dies there too.
 *
 * <p>Told in two classes, each with servers of its own, so that both can be told at once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CrashScenarios {
  private static final String OTHERS =
      """
      # whose file this is
      other: kept # and why
      drone: |
        # the host's own
        DRONE_LOGS_TRACE=false
      last: [1, 2]
      """;
  private static final String ADMIN_OTHERS = "# the operator's\nnote: kept\n";

  enum Story {
    REPAIR,
    CLIENT_SECRET,
    RPC_SECRET,
    ADMIN_PASSWORD,
    ADMIN_TOKEN,
    TOKEN,
    CLI,
    SIGN_UP;

    boolean blank() {
      return this == SIGN_UP || this == CLI || this == TOKEN;
    }

    String command() {
      return blank() || this == REPAIR ? "bootstrap" : name();
    }

    /** One story goes as far as the login; the others are over once the servers work together. */
    Level level() {
      return this == SIGN_UP ? Level.LOGIN : Level.BASIC;
    }
  }

  private final List<Story> stories;
  private final int atLeast;
  private final HostFixture bed;
  private final DyingProcess dying;
  private final Snapshot blank;
  private final Snapshot blankWithRoot;
  private final Secret rootToken;
  private boolean wired;
  private int deaths;
  private final Map<Place, Integer> places = new HashMap<>();

  /**
   * Starts the servers.
   *
   * @param stories what is told, in this order
   * @param atLeast how many deaths that must be
   */
  CrashScenarios(List<Story> stories, int atLeast) throws IOException {
    this.stories = stories;
    this.atLeast = atLeast;
    bed =
        HostFixture.start(
            SandboxOptions.blank()
                .withRunners(Set.of(RunnerType.EXEC))
                .withRunnersStopped()
                .withSecrets(OTHERS));
    dying = DyingProcess.of(bed);
    Path admin = bed.desired().secrets().admin();
    Subprocess.Result encrypted =
        bed.run(
            List.of(
                SopsProgram.from(bed.environment()),
                "encrypt",
                "--filename-override",
                admin.toString(),
                "--input-type",
                "yaml",
                "--output-type",
                "yaml"),
            ADMIN_OTHERS.getBytes(StandardCharsets.UTF_8));
    assertThat(encrypted.exitCode()).as(encrypted.stderr()).isZero();
    Files.write(admin, encrypted.bytes());
    blank = bed.sandbox.snapshot();
    CommandGiteaCli cli =
        new CommandGiteaCli(
            bed.sandbox.giteaCli(), new Subprocess(new Timeline()), bed.sandbox.hostFolder());
    cli.createAdmin("root-admin", "root@my-domain.tld", soon());
    rootToken =
        cli.generateToken("root-admin", "given", List.of("write:admin", "write:user"), soon());
    blankWithRoot = bed.sandbox.snapshot();
  }

  @AfterAll
  void stop() throws IOException {
    dying.close();
    bed.close();
  }

  @Test
  void nextRunConvergesWhereverTheLastOneWasKilled() throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (Story story : stories) {
      long began = System.nanoTime();
      int before = deaths;
      int effects = tell(story);
      System.out.printf(
          "crash matrix, real servers: %s: %d effects, %d deaths, %d s%n",
          story, effects, deaths - before, seconds(began));
    }
    System.out.printf(
        "crash matrix, real servers: %d deaths %s, all converged, %d s%n",
        deaths, places, seconds(start));
    assertThat(deaths).isGreaterThan(atLeast);
  }

  private int tell(Story story) throws IOException, InterruptedException {
    prepare(story);
    Ended whole = dying.count(job(story));
    assertThat(whole.exit()).as(story + ", " + said()).isEqualTo(ExitCode.DONE.name());
    converged(story, story + ", whole");
    List<Effect> effects = whole.effects();
    int end = story == Story.CLI || story == Story.TOKEN ? accessEnd(effects) : effects.size();
    for (int number = 0; number < end; number++) {
      List<Place> wanted = new ArrayList<>(List.of(Place.HELD, Place.AFTER));
      if (number == 0) {
        wanted.addFirst(Place.BEFORE);
      } else if (end < effects.size() && !effects.get(number).remote() && !cli(effects, number)) {
        // How a file is written is the same by each way, and one of them dies there too.
        wanted.removeFirst();
      }
      for (Place place : wanted) {
        die(story, number, place, effects);
        boolean last = number == end - 1 && place == Place.AFTER;
        if (last && story.blank()) {
          builds(story);
        }
      }
    }
    return effects.size();
  }

  private static boolean cli(List<Effect> effects, int number) {
    return effects.get(number).name().startsWith("GiteaCli.");
  }

  /** What a killed run and the next one have made by this way works to the last: a build runs. */
  private void builds(Story story) {
    bed.sandbox.startRunner(RunnerType.EXEC);
    RunReport proof = bed.program(desired(story), RunOptions.DEFAULT).bootstrap();
    bed.sandbox.stopRunner(RunnerType.EXEC);
    assertThat(proof.planned()).as(story.name()).isZero();
    assertThat(proof.checks())
        .as(story.name())
        .allMatch(check -> check.status() == CheckResult.Status.PASSED)
        .anyMatch(check -> check.check() == CheckId.RUNNER_EXEC);
  }

  /** Where the administrator's token is stored: from there on, all ways are one. */
  private static int accessEnd(List<Effect> effects) {
    int app = effects.stream().map(Effect::name).toList().indexOf("Gitea.Apps.create");
    assertThat(app).isGreaterThan(4);
    // The file says what is to come before the request does.
    return app - 1;
  }

  private void die(Story story, int number, Place place, List<Effect> effects)
      throws IOException, InterruptedException {
    String name = story + " " + number + " " + effects.get(number).name() + " " + place;
    prepare(story);
    Ended ended = dying.die(job(story), number, place, effects);
    assertThat(ended.exit()).as(name + " was to be killed: " + said()).isEmpty();
    assertThat(ended.effects()).as(name).hasSize(number + 1);
    deaths++;
    places.merge(place, 1, Integer::sum);
    converged(story, name);
  }

  private void prepare(Story story) throws IOException {
    if (story.blank()) {
      bed.sandbox.restore(story == Story.TOKEN ? blankWithRoot : blank);
    }
    if (!story.blank() && !wired) {
      bed.sandbox.restore(blank);
      converged(Story.SIGN_UP, "wiring the host");
      wired = true;
    }
    if (story == Story.REPAIR) {
      OAuthApp app = bed.gitea().apps().all(bed.token()).getFirst();
      assertThat(
              bed.gitea()
                  .forms()
                  .editApp(
                      bed.basic(),
                      new OAuthApp(
                          app.id(),
                          app.name(),
                          app.clientId(),
                          List.of("http://127.0.0.1:9/login"),
                          true)))
          .isTrue();
    }
  }

  private Job job(Story story) {
    Map<String, String> variables =
        story == Story.TOKEN ? Map.of("GITEA_TOKEN", rootToken.reveal()) : Map.of();
    return new Job(cli(story), story.level(), story.command(), variables);
  }

  private String cli(Story story) {
    return story == Story.CLI ? bed.sandbox.giteaCli().getFirst() : "-";
  }

  /** The next run, and what there must be after it. */
  private void converged(Story story, String name) throws IOException {
    Desired desired = desired(story);
    RunReport next = bed.program(desired, RunOptions.DEFAULT.withLevel(Level.LOGIN)).bootstrap();
    assertThat(next.problem()).as(name).isEmpty();
    assertThat(next.exitCode()).as(name).isEqualTo(ExitCode.DONE);
    assertThat(next.checks())
        .as(name)
        .isNotEmpty()
        .allMatch(check -> check.status() == CheckResult.Status.PASSED);
    RunReport again = bed.program(desired, RunOptions.DEFAULT).plan();
    assertThat(again.problem()).as(name).isEmpty();
    assertThat(again.planned()).as(name).isZero();
    String admin = decrypted(bed.desired().secrets().admin());
    servers(name, record(admin), story == Story.TOKEN ? 2 : 1);
    files(name, admin);
  }

  private Desired desired(Story story) {
    return bed.desired(
        story == Story.CLI ? AdminCreation.CLI : AdminCreation.AUTO,
        story == Story.TOKEN ? Optional.of(rootToken) : Optional.empty());
  }

  private void servers(String name, AdminRecord admin, int users) {
    Credential.Token token = new Credential.Token(admin.get(AdminKey.TOKEN).orElseThrow());
    Credential.Basic basic =
        new Credential.Basic(
            bed.desired().gitea().username(), admin.get(AdminKey.PASSWORD).orElseThrow());
    assertThat(bed.gitea().users().count(token)).as(name).isEqualTo(users);
    assertThat(bed.gitea().apps().all(token)).as(name).hasSize(1);
    assertThat(bed.gitea().apps().all(token).getFirst().name())
        .as(name)
        .isEqualTo(bed.desired().drone().appName());
    assertThat(bed.gitea().tokens().names(basic))
        .as(name)
        .containsExactly(admin.text(AdminKey.TOKEN_NAME).orElseThrow());
    assertThat(admin.values())
        .as(name)
        .doesNotContainKeys(
            AdminKey.PENDING_ADMIN,
            AdminKey.PENDING_TOKENS,
            AdminKey.PENDING_APP,
            AdminKey.PENDING_ROTATION,
            AdminKey.NEXT_PASSWORD)
        .containsKeys(AdminKey.CREATED_BY, AdminKey.CREATED_APPS);
  }

  /** Nothing lost, nothing left. */
  private void files(String name, String admin) throws IOException {
    try (Stream<Path> files = Files.walk(bed.sandbox.hostFolder())) {
      assertThat(files.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
          .as(name)
          .containsExactlyInAnyOrder(
              "gitea-drone.yaml", ".sops.yaml", "deploy", "drone.yaml", "gitea-admin.yaml");
    }
    assertThat(decrypted(bed.desired().secrets().host().file()))
        .as(name)
        .contains("# whose file this is", "other: kept", "# and why")
        .contains("# the host's own", "DRONE_LOGS_TRACE=false", "last:");
    assertThat(admin).as(name).contains("# the operator's", "note: kept");
  }

  /** Our values of the admin file, each of which is plain text on one line. */
  private static AdminRecord record(String admin) {
    AdminRecord record = AdminRecord.EMPTY;
    for (AdminKey key : AdminKey.values()) {
      String start = key.key() + ": ";
      for (String line : admin.lines().filter(line -> line.startsWith(start)).toList()) {
        // Quoted where it would be a number otherwise.
        record = record.with(key, line.substring(start.length()).replace("\"", ""));
      }
    }
    return record;
  }

  private String decrypted(Path file) {
    Subprocess.Result result =
        bed.run(
            List.of(SopsProgram.from(bed.environment()), "decrypt", file.toString()), new byte[0]);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return result.text();
  }

  private String said() throws IOException {
    return Files.exists(dying.log()) ? Files.readString(dying.log()) : "";
  }

  private static long seconds(long since) {
    return Duration.ofNanos(System.nanoTime() - since).toSeconds();
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(30));
  }
}
