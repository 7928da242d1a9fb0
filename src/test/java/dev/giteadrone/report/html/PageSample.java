package dev.giteadrone.report.html;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.plan.StagePlan;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.CanaryBuild;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Sample;
import dev.giteadrone.report.Setup;
import dev.giteadrone.report.StageReport;
import dev.giteadrone.report.Trace;
import dev.giteadrone.time.Timeline.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs as the page of a report shows them: with all checks, and with a trace. */
public final class PageSample {
  private static final Setup SETUP =
      new Setup("my-admin", "drone.yaml", List.of(RunnerType.DOCKER, RunnerType.EXEC));

  private PageSample() {}

  /** All of them by name. */
  public static Map<String, RunReport> all() {
    Map<String, RunReport> all = new LinkedHashMap<>();
    all.put("healthy", healthy());
    all.put("failing", failing());
    all.put("half-done", halfDone());
    all.put("interrupted-deploy", interruptedDeploy());
    all.put("stopped", stopped());
    all.put("drone-down", BrokenSample.droneDown());
    all.put("wrong-client-secret", BrokenSample.wrongClientSecret());
    all.put("wrong-rpc-secret", BrokenSample.wrongRpcSecret());
    all.put("refused", Sample.plan());
    all.put("planned", Sample.openPlan());
    all.put("uncommitted", Sample.uncommitted());
    all.put("hostile", WorstSample.hostile());
    all.put("everything-fails", WorstSample.everythingFails());
    return all;
  }

  /** A bootstrap of a blank host. */
  static RunReport healthy() {
    RunReport blank = Sample.blank();
    List<CheckResult> checks = passed(EnumSet.allOf(CheckId.class));
    checks.replaceAll(check ->
        check.check() == CheckId.GITEA_VERSION
            ? CheckResult.warned(check.check(), "1.28.0 is newer than the tested 1.26")
            : check);
    return run("bootstrap", blank.stages(), checks, Optional.empty(), ExitCode.DONE, 49);
  }

  /** No push reaches Drone. */
  static RunReport failing() {
    List<CheckResult> checks =
        passed(EnumSet.range(CheckId.SOPS_DECRYPTS, CheckId.WEBHOOK_CREATED));
    checks.add(
        CheckResult.failed(CheckId.WEBHOOK_DELIVERED, Sample.NO_DELIVERY, Duration.ofSeconds(30)));
    for (CheckId check : EnumSet.range(CheckId.RUNNER_DOCKER, CheckId.STATUS_REPORTED)) {
      checks.add(CheckResult.notReached(check, CheckId.WEBHOOK_DELIVERED));
    }
    return run(
        "bootstrap",
        Sample.blank().stages(),
        checks,
        Optional.empty(),
        ExitCode.VERIFICATION_FAILED,
        41);
  }

  /** A verification without a login. */
  static RunReport basic() {
    List<CheckResult> checks =
        passed(EnumSet.range(CheckId.SOPS_DECRYPTS, CheckId.DRONE_RPC_SECRET));
    checks.addAll(passed(EnumSet.of(CheckId.DRONE_ADMIN)));
    return run("verify", List.of(), checks, Optional.empty(), ExitCode.DONE, 1);
  }

  /** A host with one runner, of which nothing is known. */
  static RunReport oneRunner() {
    RunReport all = stopped();
    return new RunReport(
        all.command(),
        all.gitea(),
        all.drone(),
        new Setup("my-admin", "drone.yaml", List.of(RunnerType.EXEC)),
        all.started(),
        all.took(),
        all.own(),
        0,
        0,
        Trace.NONE,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        all.problem(),
        all.exitCode(),
        List.of());
  }

  /** Interrupted while it verified. */
  static RunReport halfDone() {
    List<CheckResult> checks =
        passed(EnumSet.range(CheckId.SOPS_DECRYPTS, CheckId.DRONE_REDIRECT_URI));
    return run(
        "bootstrap",
        Sample.blank().stages(),
        checks,
        Optional.of(interrupted("verify: checking drone.rpc-secret")),
        ExitCode.INTERRUPTED,
        19);
  }

  /** Interrupted in the deploy, which is not done. */
  static RunReport interruptedDeploy() {
    List<StageReport> stages = new ArrayList<>(Sample.blank().stages().subList(0, 2));
    StepLine deploy = new StepLine("deploy", "deploy", Effect.CHANGES, "deploy .#server");
    StepLine store = new StepLine("store", "file", Effect.CREATES, ".secrets/drone.yaml");
    stages.add(
        new StageReport(
            Stage.LIVE,
            new StagePlan(Stage.LIVE, List.of(store, deploy), List.of(), List.of("a warning")),
            List.of(new StepResult(store, Change.CREATED, "stored", Duration.ofMillis(300))),
            List.of(),
            Duration.ofSeconds(12)));
    return run(
        "bootstrap",
        stages,
        List.of(),
        Optional.of(interrupted("live: deploy (deploy .#server)")),
        ExitCode.INTERRUPTED,
        19);
  }

  private static Problem interrupted(String where) {
    return TestProblem.of(
        "run.interrupted",
        where,
        "the run was interrupted",
        "run the same command again: it continues from here");
  }

  /** A server that is down, before there was a check. */
  static RunReport stopped() {
    Problem problem =
        TestProblem.of(
            "gitea.ready",
            "waiting for Gitea at https://git.my-domain.tld",
            "the connection was refused for 2 min",
            "Gitea does not run, or listens on another port",
            "systemctl status gitea on the host");
    return run("bootstrap", List.of(), List.of(), Optional.of(problem), ExitCode.UNREACHABLE, 120);
  }

  static List<CheckResult> passed(Set<CheckId> which) {
    Map<CheckId, String> texts =
        Map.of(
            CheckId.SOPS_DECRYPTS, "drone.yaml and admin.yaml, with the key age1qz…7ck",
            CheckId.GITEA_READY, "1.26.0, ready after 2.1 s",
            CheckId.GITEA_ROOT_URL, "https://git.my-domain.tld/",
            CheckId.OAUTH_APP, "client 4e09e597…a13d, https://drone.my-domain.tld/login",
            CheckId.DRONE_LOGIN, "my-admin: active, administrator",
            CheckId.WEBHOOK_DELIVERED, "push a13de949 → build 2 after 0.4 s",
            CheckId.RUNNER_DOCKER, "drone-runner-docker, linux/amd64, 3.2 s",
            CheckId.RUNNER_EXEC, "drone-runner-exec, linux/amd64, 0.9 s",
            CheckId.STATUS_REPORTED, "success, on the commit in Gitea");
    List<CheckResult> checks = new ArrayList<>();
    which.forEach(check ->
        checks.add(
            CheckResult.passed(
                check,
                texts.getOrDefault(check, "as it should be"),
                Duration.ofMillis(checks.size() * 40L))));
    return checks;
  }

  static RunReport run(
      String command,
      List<StageReport> stages,
      List<CheckResult> checks,
      Optional<Problem> problem,
      ExitCode exitCode,
      int seconds) {
    Duration took = Duration.ofSeconds(seconds);
    boolean built =
        checks.stream().anyMatch(check -> check.check() == CheckId.RUNNER_EXEC && check.holds());
    return new RunReport(
        command,
        Sample.GITEA,
        Sample.DRONE,
        SETUP,
        Instant.parse("2026-01-02T03:04:05Z"),
        took,
        Duration.ofMillis(900),
        61,
        9,
        trace(stages, took),
        stages,
        List.of(),
        checks,
        built
            ? Optional.of(new CanaryBuild(2, Sample.DRONE + "/my-admin/gitea-drone-canary/2"))
            : Optional.empty(),
        problem,
        exitCode,
        exitCode == ExitCode.DONE ? List.of("git add .secrets && git commit") : List.of());
  }

  /** Each stage reads, writes and waits; the wait for the deploy has hundreds of polls. */
  private static Trace trace(List<StageReport> stages, Duration took) {
    List<Trace.Part> parts = new ArrayList<>();
    List<Trace.Span> spans = new ArrayList<>();
    span(spans, Kind.SUBPROCESS, "sops", 80, 240);
    span(spans, Kind.SUBPROCESS, "sops", 340, 220);
    long each = took.toMillis() / Math.max(1, stages.size());
    for (int i = 0; i < stages.size(); i++) {
      long start = 700 + i * each;
      parts.add(
          new Trace.Part(
              stages.get(i).stage(), Duration.ofMillis(start), Duration.ofMillis(each - 900)));
      span(spans, Kind.READ, "GET /api/v1/version", start, 60);
      span(spans, Kind.READ, "GET /api/v1/user", start + 90, 120);
      span(spans, Kind.MUTATION, "POST /api/v1/user/applications/oauth2", start + 400, 350);
      for (long at = start + 900; at < start + each - 1800; at += 300) {
        span(spans, Kind.WAIT, "drone", at, 250);
        span(spans, Kind.READ, "GET /healthz", at + 250, 40);
      }
    }
    return new Trace(parts, spans);
  }

  private static void span(
      List<Trace.Span> spans, Kind kind, String label, long start, long length) {
    spans.add(new Trace.Span(kind, label, Duration.ofMillis(start), Duration.ofMillis(length)));
  }
}
