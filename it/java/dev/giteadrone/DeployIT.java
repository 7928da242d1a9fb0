package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.giteadrone.fakes.DesiredBuilder;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.desired.DeployTarget;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.Snapshot;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes before and after the deploy command, and from where nothing is deployed. */
final class DeployIT {
  private static final List<String> DEPLOY = List.of("./deploy");

  private static HostFixture bed;
  private static Snapshot blank;
  @TempDir private Path elsewhere;

  @BeforeAll
  static void start() {
    bed = HostFixture.start(SandboxOptions.blank().withRunners(Set.of(RunnerType.EXEC)));
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
  void aBuildThatFailsCostsNothing() {
    RunReport report =
        bootstrap(RunOptions.DEFAULT, List.of("sh", "-c", "echo no such option; exit 7"));

    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(report.problem().orElseThrow().check()).isEqualTo("deploy.prepare");
    assertThat(report.problem().orElseThrow().seen()).contains("7").contains("no such option");
    assertThatNothingWasMade(report);
  }

  @Test
  void aBuildThatWorksIsMadeOnceAndBeforeAnythingElse() throws Exception {
    Path seen = elsewhere.resolve("seen");
    RunReport report =
        bootstrap(
            RunOptions.DEFAULT, List.of("sh", "-c", "test ! -e .secrets && echo built >>" + seen));

    assertThat(report.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(Files.readAllLines(seen)).containsExactly("built");
  }

  @Test
  void aBranchBehindItsUpstreamIsNotDeployed() throws Exception {
    Path origin = elsewhere.resolve("origin.git");
    git("init", "-q", "-b", "main");
    git("add", "gitea-drone.yaml", ".sops.yaml", "deploy");
    git("commit", "-q", "-m", "host");
    git("init", "-q", "--bare", "-b", "main", origin.toString());
    git("push", "-q", "-u", origin.toString(), "main");
    git("remote", "add", "origin", origin.toString());
    git("commit", "-q", "--allow-empty", "-m", "somebody's");
    git("push", "-q", "origin", "main");
    git("fetch", "-q", "origin");
    git("reset", "-q", "--hard", "HEAD~1");
    git("branch", "-q", "--set-upstream-to=origin/main", "main");

    RunReport refused = bootstrap(RunOptions.DEFAULT, List.of());

    assertThat(refused.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(refused.problem().orElseThrow().check()).isEqualTo("deploy.branch");
    assertThatNothingWasMade(refused);
    RunReport told = bootstrap(RunOptions.DEFAULT.withDeployAnyway(true), List.of());
    assertThat(told.exitCode()).isEqualTo(ExitCode.DEPLOY_PENDING);
    assertThat(told.next()).singleElement().asString().startsWith("git add ");
  }

  @Test
  void changesThatAreNotCommittedAreNotDeployed() throws Exception {
    git("init", "-q", "-b", "main");
    git("add", "gitea-drone.yaml", ".sops.yaml", "deploy");
    git("commit", "-q", "-m", "host");
    Files.writeString(
        bed.sandbox.configFile(), "# changed\n" + Files.readString(bed.sandbox.configFile()));

    RunReport refused = bootstrap(RunOptions.DEFAULT, List.of());

    assertThat(refused.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(refused.problem().orElseThrow().check()).isEqualTo("deploy.dirty");
    assertThat(refused.problem().orElseThrow().seen()).contains("gitea-drone.yaml");
    assertThatNothingWasMade(refused);
  }

  @Test
  void aBuildOfThisDroneDoesNotDeployIt() {
    Map<String, String> inside = new HashMap<>(bed.environment());
    inside.put("DRONE", "true");
    inside.put("DRONE_SYSTEM_HOST", bed.sandbox.droneUrl().getAuthority());

    RunReport refused =
        Commands.of(bed.desired(), RunOptions.DEFAULT, Progress.SILENT, inside).bootstrap();

    assertThat(refused.exitCode()).isEqualTo(ExitCode.CHANGES_PENDING);
    assertThat(refused.problem().orElseThrow().check()).isEqualTo("deploy.inside");
    assertThatNothingWasMade(refused);
  }

  @Test
  void unitsThatStayAsTheyAreGetTheSecretByTheRestartCommand() throws Exception {
    assertThat(bed.bootstrap().exitCode()).isEqualTo(ExitCode.DONE);
    bed.sandbox.keepDroneOverDeploys();
    bed.sandbox.keepOverDeploys(RunnerType.EXEC);
    bed.edit(Map.of(Variable.DRONE_RPC_SECRET, Secret.of("another-secret-of-enough-length")));
    List<String> restarts = new ArrayList<>();
    HttpServer units =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    units.createContext(
        "/",
        exchange -> {
          bed.sandbox.stopRunner(RunnerType.EXEC);
          bed.sandbox.restartDrone();
          bed.sandbox.startRunner(RunnerType.EXEC);
          restarts.add(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    units.start();
    try {
      String restart =
          "exec 3<>/dev/tcp/127.0.0.1/%d; printf 'GET /drone HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3"
              .formatted(units.getAddress().getPort());

      RunReport report =
          bed.program(
                  with(
                      new DeployTarget(
                          DEPLOY,
                          List.of(),
                          List.of("bash", "-c", restart),
                          bed.sandbox.hostFolder(),
                          Duration.ofMinutes(1))),
                  RunOptions.DEFAULT.withAllowRotate(true))
              .bootstrap();

      assertThat(report.exitCode()).as(report.problem().toString()).isEqualTo(ExitCode.DONE);
      assertThat(restarts).containsExactly("/drone");
      assertThat(Repairs.steps(report)).extracting(StepLine::id).containsExactly("deploy");
    } finally {
      units.stop(0);
    }
  }

  private static RunReport bootstrap(RunOptions options, List<String> prepare) {
    return bed.program(
            with(
                new DeployTarget(
                    DEPLOY, prepare, List.of(), bed.sandbox.hostFolder(), Duration.ofMinutes(1))),
            options)
        .bootstrap();
  }

  private static Desired with(DeployTarget deploy) {
    return DesiredBuilder.of(bed.desired()).deploy(deploy).build();
  }

  /** No user in Gitea, no file beside the configuration, no request that changes anything. */
  private static void assertThatNothingWasMade(RunReport report) {
    assertThat(report.mutations()).isZero();
    assertThat(bed.sandbox.hostFolder().resolve(".secrets")).doesNotExist();
    List<String> list = new ArrayList<>(bed.sandbox.giteaCli());
    list.addAll(List.of("admin", "user", "list"));
    assertThat(bed.run(list, new byte[0]).text().lines()).hasSize(1);
  }

  private static void git(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "user.name=operator", "-c", "user.email=me@my-domain.tld"));
    command.addAll(List.of(arguments));
    Subprocess.Result result = bed.run(command, new byte[0]);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
  }
}
