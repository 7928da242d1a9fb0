package dev.giteadrone.report;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.plan.StagePlan;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.reconcile.access.CreateAdmin;
import dev.giteadrone.reconcile.access.CreateToken;
import dev.giteadrone.reconcile.wiring.CreateApp;
import dev.giteadrone.reconcile.wiring.GenerateRpcSecret;
import dev.giteadrone.reconcile.wiring.RepairApp;
import dev.giteadrone.report.StageReport.Fact;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.TimeUp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The runs of the sketches, made by hand. */
public final class Sample {
  public static final String GITEA = "https://git.my-domain.tld";
  public static final String DRONE = "https://drone.my-domain.tld";

  static final Setup SETUP =
      new Setup("my-admin", "drone.yaml", List.of(RunnerType.DOCKER, RunnerType.EXEC));

  private static final OAuthApp APP =
      new OAuthApp(
          1,
          "Drone (drone.my-domain.tld)",
          "4e09e597",
          List.of("http://drone.my-domain.tld"),
          true);

  private Sample() {}

  /** No delivery of a push. */
  public static final Problem NO_DELIVERY =
      TestProblem.of(
          "webhook.delivered",
          "no build for push a13de949 after 30 s",
          "Gitea has the webhook, but Drone did not receive the push",
          "Gitea may not call private addresses, and drone.my-domain.tld is 10.0.0.5",
          "services.gitea.settings.webhook.ALLOWED_HOST_LIST = \"private\"; deploy; gitea-drone"
              + " verify");

  /** A file that is older than the running Drone. */
  public static final Problem STALE =
      TestProblem.of(
          "oauth.secret",
          "ROTATES: the file's secret is refused by Gitea, and the running Drone has"
              + " a valid one.",
          "another client secret in Gitea than in .secrets/drone.yaml",
          "this clone may be stale (3 commits behind origin/main)",
          "git pull, or gitea-drone bootstrap --allow-rotate");

  /** Everything done on a blank host. */
  public static RunReport blank() {
    List<StageReport> stages =
        List.of(
            stage(
                Stage.ACCESS,
                List.of(new Fact("gitea", "1.26.0, ready after 2.1 s")),
                created(
                    new CreateAdmin(AdminCreation.CLI, "my-admin", false, "there is a CLI").line(),
                    "my-admin, created through the CLI"),
                created(
                    new CreateToken("my-admin", List.of("write:user")).line(),
                    "gitea-drone-7f3a91 (write:user, write:repository)")),
            stage(
                Stage.WIRING,
                List.of(),
                created(
                    new CreateApp("Drone (drone.my-domain.tld)", DRONE + "/login").line(),
                    "Drone (drone.my-domain.tld), client 4e09e597…a13d"),
                created(
                    new GenerateRpcSecret(false).line(),
                    ".secrets/drone.yaml: 3 variables added, 2 others kept")),
            stage(
                Stage.LIVE,
                List.of(
                    new Fact(
                        "drone",
                        "1.10.1 runs with client 4e09e597…a13d, secret and RPC secret as in the"
                            + " file"))),
            stage(Stage.VERIFY, List.of()));
    return report("bootstrap", stages, List.of(), proof(), Optional.empty(), ExitCode.DONE, 49);
  }

  /** All is done, but the files are not committed. */
  public static RunReport uncommitted() {
    return report(
        "bootstrap",
        List.of(stage(Stage.VERIFY, List.of())),
        List.of(),
        proof(),
        Optional.empty(),
        ExitCode.DEPLOY_PENDING,
        12);
  }

  /** The same again. */
  public static RunReport again() {
    return report("bootstrap", List.of(), List.of(), proof(), Optional.empty(), ExitCode.DONE, 1.4);
  }

  /** A plan with a repair and a refused rotation. */
  public static RunReport plan() {
    return plan(
        List.of(new Refusal("secret", ExitCode.CHANGES_PENDING, STALE)), ExitCode.CHANGES_PENDING);
  }

  /** A plan with a step to do, which is not refused. */
  public static RunReport openPlan() {
    return plan(List.of(), ExitCode.DONE);
  }

  private static RunReport plan(List<Refusal> refusals, ExitCode exitCode) {
    StagePlan plan =
        new StagePlan(
            Stage.WIRING,
            List.of(new RepairApp(APP, List.of(DRONE + "/login"), true).line()),
            refusals,
            List.of());
    return report(
        "plan",
        List.of(new StageReport(Stage.WIRING, plan, List.of(), List.of(), Duration.ZERO)),
        List.of(new Then(Stage.LIVE, "deploy .#server, verify")),
        List.of(),
        Optional.empty(),
        exitCode,
        0.4);
  }

  /** A delivery that never came. */
  public static RunReport undelivered() {
    List<CheckResult> checks =
        List.of(
            CheckResult.passed(CheckId.DRONE_LOGIN, "my-admin: active, administrator"),
            CheckResult.failed(CheckId.WEBHOOK_DELIVERED, NO_DELIVERY, Duration.ofSeconds(30)),
            CheckResult.notReached(CheckId.RUNNER_EXEC, CheckId.WEBHOOK_DELIVERED),
            CheckResult.notReached(CheckId.STATUS_REPORTED, CheckId.WEBHOOK_DELIVERED),
            CheckResult.notRun(CheckId.SOPS_RECIPIENTS, "no .sops.yaml"));
    return report(
        "bootstrap",
        List.of(),
        List.of(),
        checks,
        Optional.empty(),
        ExitCode.VERIFICATION_FAILED,
        33);
  }

  /** A Drone that does not answer in time. */
  public static RunReport unreachable() {
    Problem problem =
        TestProblem.of("drone.ready", "connecting to Drone", "no answer in 10 s", "start Drone");
    return report(
        "verify",
        List.of(),
        List.of(),
        List.of(CheckResult.failed(CheckId.DRONE_READY, problem)),
        Optional.empty(),
        ExitCode.UNREACHABLE,
        10);
  }

  /** A run that its own time limit ended. */
  public static RunReport late() {
    Problem problem =
        TimeUp.failure(Deadline.in(Duration.ofSeconds(2)), "waiting for Gitea", "", null).problem();
    return report(
        "verify", List.of(), List.of(), List.of(), Optional.of(problem), ExitCode.UNREACHABLE, 2);
  }

  /** Nothing but text that means harm. */
  public static RunReport hostile() {
    String text = "</td><script>alert('x')</script>\u0000\u001b[31m ]]> \"&amp;";
    Problem problem = TestProblem.of("run.state", text, text, text, text);
    return report(
        "verify",
        List.of(stage(Stage.ACCESS, List.of(new Fact(text, text)))),
        List.of(new Then(Stage.LIVE, text)),
        List.of(
            CheckResult.passed(CheckId.GITEA_READY, text),
            CheckResult.failed(CheckId.DRONE_READY, problem)),
        Optional.of(TestProblem.of("run.state", text, text, text + text)),
        ExitCode.FAILED,
        1);
  }

  /** Tells {@code progress} what a run on a blank host would. */
  public static void tell(RunReport report, Progress progress) {
    for (StageReport stage : report.stages()) {
      progress.stage(
          stage.stage(),
          stage.stage() == Stage.ACCESS ? GITEA : stage.stage() == Stage.LIVE ? DRONE : "");
      stage.facts().forEach(fact -> progress.fact(fact.label(), fact.text()));
      stage.results().forEach(progress::applied);
    }
    report.checks().forEach(progress::checked);
  }

  private static List<CheckResult> proof() {
    return Stream.concat(
            Stream.of(CheckId.values())
                .filter(check -> check.compareTo(CheckId.DRONE_CLIENT_ID) < 0)
                .map(check -> CheckResult.passed(check, "as it should be")),
            Stream.of(
                CheckResult.passed(CheckId.DRONE_LOGIN, "my-admin: active, administrator"),
                CheckResult.passed(CheckId.DRONE_ADMIN, "administrator"),
                CheckResult.passed(
                    CheckId.WEBHOOK_DELIVERED, "push a13de949 → build 2 after 0.4 s"),
                CheckResult.passed(
                    CheckId.RUNNER_DOCKER, "drone-runner-docker, linux/amd64, 3.2 s"),
                CheckResult.passed(CheckId.RUNNER_EXEC, "drone-runner-exec, linux/amd64, 0.9 s"),
                CheckResult.passed(CheckId.STATUS_REPORTED, "success, on the commit in Gitea")))
        .toList();
  }

  private static StepResult created(StepLine step, String text) {
    return new StepResult(step, Change.CREATED, text, Duration.ofMillis(400));
  }

  private static StageReport stage(Stage stage, List<Fact> facts, StepResult... results) {
    List<StepLine> steps = Stream.of(results).map(StepResult::step).toList();
    return new StageReport(
        stage,
        new StagePlan(stage, steps, List.of(), List.of()),
        List.of(results),
        facts,
        Duration.ofSeconds(2));
  }

  private static RunReport report(
      String command,
      List<StageReport> stages,
      List<Then> thens,
      List<CheckResult> checks,
      Optional<Problem> problem,
      ExitCode exitCode,
      double seconds) {
    return new RunReport(
        command,
        GITEA,
        DRONE,
        SETUP,
        Instant.parse("2026-01-02T03:04:05Z"),
        Duration.ofMillis(Math.round(seconds * 1000)),
        Duration.ofMillis(900),
        61,
        9,
        Trace.NONE,
        stages,
        thens,
        checks,
        checks.stream().anyMatch(CheckResult::holds)
            ? Optional.of(new CanaryBuild(2, DRONE + "/my-admin/gitea-drone-canary/2"))
            : Optional.empty(),
        problem,
        exitCode,
        stages.isEmpty() ? List.of() : List.of("git add .secrets && git commit"));
  }
}
