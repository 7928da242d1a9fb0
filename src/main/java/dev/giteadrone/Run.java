package dev.giteadrone;

import dev.giteadrone.io.GitStatus;
import dev.giteadrone.model.AccessObserved;
import dev.giteadrone.model.CheckResult;
import dev.giteadrone.model.ClientProbe;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.DroneInfo;
import dev.giteadrone.model.Elapsed;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.FilesObserved;
import dev.giteadrone.model.GiteaUser;
import dev.giteadrone.model.Level;
import dev.giteadrone.model.OAuthApp;
import dev.giteadrone.model.Observed;
import dev.giteadrone.model.Plan;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Progress;
import dev.giteadrone.model.Rotation;
import dev.giteadrone.model.RunDeadline;
import dev.giteadrone.model.RunOptions;
import dev.giteadrone.model.Secret;
import dev.giteadrone.model.Stage;
import dev.giteadrone.model.Step;
import dev.giteadrone.model.Timeline;
import dev.giteadrone.model.Wait;
import dev.giteadrone.model.WiringObserved;
import dev.giteadrone.reconcile.Applier;
import dev.giteadrone.reconcile.Observer;
import dev.giteadrone.reconcile.Planner;
import dev.giteadrone.reconcile.Ports;
import dev.giteadrone.reconcile.Verified;
import dev.giteadrone.reconcile.Verifier;
import dev.giteadrone.reconcile.Writing;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.StageReport;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One run of one command: sequences the phases and collects what there is to report. */
final class Run {
  private final String command;
  private final Desired desired;
  private final RunOptions options;
  private final Progress progress;
  private final Connections connections;
  private final Timeline timeline = new Timeline();
  private final RunDeadline deadline;
  private final Wait wait;
  private final Observer observer;
  private final Planner planner;
  private final Applier applier;
  private final Verifier verifier;
  private final DeployGate gate;

  private final List<StageLog> stages = new ArrayList<>();
  private final List<String> thens = new ArrayList<>();
  private final List<String> next = new ArrayList<>();
  private Verified verified = new Verified(List.of(), false);
  private boolean invisibleSaid;

  Run(
      String command,
      Desired desired,
      RunOptions options,
      Progress progress,
      Connections connections) {
    this.command = command;
    this.desired = desired;
    this.options = options;
    this.progress = progress;
    this.connections = connections;
    this.deadline = new RunDeadline(options.timeout());
    this.wait = new Wait(timeline, progress, connections.pace());
    Ports ports = connections.open(desired, options, timeline, deadline);
    this.observer = new Observer(ports, desired, wait, deadline);
    this.planner = new Planner(desired, options);
    this.applier = new Applier(ports, desired, progress, observer, wait, deadline);
    this.verifier = new Verifier(ports, desired, progress, wait, deadline);
    this.gate =
        new DeployGate(
            desired,
            options,
            observer,
            applier,
            () -> connections.deployRefusals(desired, timeline, deadline.get()));
  }

  /** Runs {@code phases} and tells what became of them. */
  RunReport report(Consumer<Run> phases) {
    Instant started = Instant.now();
    long start = System.nanoTime();
    Optional<Failure> failure = Optional.empty();
    try {
      phases.accept(this);
    } catch (Failure e) {
      failure = Optional.of(e);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new RunReport(
        command,
        desired.gitea().url().toString(),
        desired.drone().url().toString(),
        started,
        took,
        took.minus(timeline.waited()),
        timeline.count(Timeline.Kind.READ) + timeline.count(Timeline.Kind.MUTATION),
        timeline.count(Timeline.Kind.MUTATION),
        stages.stream().map(StageLog::report).toList(),
        thens,
        verified.checks(),
        failure.map(Failure::problem),
        failure.map(Failure::exitCode).orElseGet(this::exitCode),
        next);
  }

  /** Shows the first open stage exactly; what follows it cannot be known before. */
  void plan() {
    FilesObserved files = observer.files();
    AccessObserved access = observer.access(files);
    if (open(Stage.ACCESS, guarded(planner.access(access)), desired.gitea().url().toString())) {
      thens.add(
          "wiring   " + desired.drone().appName() + ", " + file() + ", as far as they are missing");
      thenDeploy();
      return;
    }
    WiringObserved wiring = judged(observer.wiring(files, access));
    if (open(Stage.WIRING, guarded(planner.wiring(wiring)), "")) {
      thenDeploy();
      return;
    }
    if (open(Stage.LIVE, guarded(planner.live(wiring, false)), desired.drone().url().toString())) {
      thens.add("verify");
    }
  }

  /** The whole story. */
  void bootstrap() {
    try (Connections.Held held = lock()) {
      bootstrapLocked();
    }
  }

  private Connections.Held lock() {
    Connections.Held held = connections.lock(desired, command, deadline.get(), wait);
    try {
      applier.sweep();
      return held;
    } catch (RuntimeException e) {
      held.close();
      throw e;
    }
  }

  private void bootstrapLocked() {
    FilesObserved files = observer.files();
    AccessObserved access = access(files);
    files = observer.files();
    WiringObserved wiring = live(wiring(files, access), access);
    verify(Writing.RESTORE, new Observed(observer.files(), access, wiring, wiring.live()));
    commitPending();
  }

  /**
   * Changes what was asked for, provided that nothing else is open, then goes on as {@link
   * #bootstrap} does.
   */
  void rotate(Rotation what, boolean dataKey) {
    try (Connections.Held held = lock()) {
      rotateLocked(what, dataKey);
    }
  }

  private void rotateLocked(Rotation what, boolean dataKey) {
    FilesObserved files = observer.files();
    AccessObserved access = observer.access(files);
    requireWired(planner.access(access));
    // What a Drone that is being restarted has is seen before a secret dies.
    WiringObserved wiring = awaited(observer.wiring(files, access));
    requireWired(planner.wiring(wiring));
    requireAddress(wiring);
    Plan plan = planner.rotation(what, dataKey, access, wiring);
    StageLog log = begin(plan.stage(), "");
    applied(log, plan, access);
    log.end();
    files = observer.files();
    access = observer.access(files);
    wiring = live(observer.wiring(files, access), access);
    verify(Writing.RESTORE, new Observed(observer.files(), access, wiring, wiring.live()));
    commitPending();
  }

  /** Repairs each repository on its own: one that fails keeps no other from being repaired. */
  void repairRepositories(boolean dryRun) {
    if (dryRun) {
      AccessObserved access = observer.access(observer.files());
      open(Stage.REPAIR, planner.webhooks(observer.webhooks(access)), drone());
      return;
    }
    try (Connections.Held held = lock()) {
      AccessObserved access = observer.access(observer.files());
      Plan plan = planner.webhooks(observer.webhooks(access));
      StageLog log = begin(Stage.REPAIR, drone());
      log.planned(plan);
      for (Step step : plan.steps()) {
        try {
          log.applied(applier.apply(step, access));
        } catch (Failure e) {
          if (e.exitCode() == ExitCode.UNREACHABLE) {
            throw e;
          }
          log.refused(new Plan.Refusal(step.label(), e.exitCode(), e.problem()));
        }
      }
      log.end();
    }
  }

  /**
   * Removes what carries our marks.
   *
   * @param allTokens all access tokens of this Drone, too, that the admin file does not name
   */
  void destroy(boolean dryRun, boolean allTokens) {
    if (dryRun) {
      FilesObserved files = observer.files();
      open(
          Stage.DESTROY,
          planner.removal(observer.removal(files, observer.access(files), allTokens)),
          drone());
      return;
    }
    try (Connections.Held held = lock()) {
      FilesObserved files = observer.files();
      AccessObserved access = observer.access(files);
      Plan plan = planner.removal(observer.removal(files, access, allTokens));
      StageLog log = begin(Stage.DESTROY, drone());
      log.planned(plan);
      if (plan.steps().stream().anyMatch(Step.RemoveClient.class::isInstance)) {
        applier.preflight();
      }
      for (Step step : plan.steps()) {
        log.applied(applier.apply(step, access));
      }
      log.end();
      if (!plan.steps().isEmpty()) {
        files = observer.files();
        requireRemoved(planner.removal(observer.removal(files, observer.access(files), allTokens)));
      }
      commitPending();
    }
  }

  /**
   * Looks at everything once, then checks. Restores nothing; a canary that never existed is made,
   * and what a login gives is kept, for which no other run may be at work.
   */
  void verify() {
    if (options.frozen() || options.level() == Level.BASIC) {
      look();
      return;
    }
    try (Connections.Held held = connections.lock(desired, command, deadline.get(), wait)) {
      look();
    }
  }

  private void look() {
    FilesObserved files = observer.files();
    AccessObserved access = observer.access(files);
    WiringObserved wiring = observer.wiringToCheck(files, access);
    verify(Writing.PROOF, new Observed(files, access, wiring, wiring.live()));
  }

  /** The same from the host itself, which has no administrator's credentials. */
  void verifyOnHost() {
    FilesObserved files = observer.filesOnHost();
    AccessObserved access = observer.access(files);
    WiringObserved wiring = observer.wiringToCheck(files, access);
    StageLog log = begin(Stage.VERIFY, "");
    verified = verifier.verifyOnHost(new Observed(files, access, wiring, wiring.live()));
    log.end();
  }

  private AccessObserved access(FilesObserved files) {
    StageLog log = begin(Stage.ACCESS, desired.gitea().url().toString());
    AccessObserved seen = observer.access(files);
    Plan plan = planner.access(seen);
    if (applied(log, plan, seen)) {
      seen = observer.access(observer.files());
      requireDone(Stage.ACCESS, planner.access(seen));
    }
    log.fact("gitea", version(seen));
    if (plan.steps().isEmpty()) {
      log.fact(
          "admin",
          seen.user().map(GiteaUser::login).orElse("")
              + (seen.tokenGiven() ? ", by GITEA_TOKEN" : ""));
    }
    log.end();
    return seen;
  }

  private static String version(AccessObserved seen) {
    return seen.version().orElse("version not told")
        + (seen.readyAfter().toMillis() < 300
            ? ", ready"
            : ", ready after " + Elapsed.words(seen.readyAfter()));
  }

  private WiringObserved wiring(FilesObserved files, AccessObserved access) {
    StageLog log = begin(Stage.WIRING, "");
    WiringObserved seen = judged(observer.wiring(files, access));
    Plan plan = planner.wiring(seen);
    if (applied(log, plan, access)) {
      seen = observer.wiring(observer.files(), access);
      requireDone(Stage.WIRING, planner.wiring(seen));
    } else {
      log.fact("app", "client " + seen.host().clientId().map(OAuthApp::shown).orElse(""));
    }
    log.fact(
        "secrets",
        file()
            + ": "
            + seen.host().values().size()
            + " variables ours, "
            + seen.host().others()
            + " others kept");
    log.end();
    return seen;
  }

  /** What a silent Drone may hold is waited for where the plan hangs on it. */
  private WiringObserved judged(WiringObserved seen) {
    return Planner.waitsForDrone(planner.wiring(seen)) ? awaited(seen) : seen;
  }

  private WiringObserved awaited(WiringObserved seen) {
    return seen.withLive(observer.awaitDrone(seen.host(), seen.admin(), seen.live()));
  }

  /** The first thing that a plan has open, in words. */
  private static Optional<String> open(Plan plan) {
    return plan.steps().stream()
        .findFirst()
        .map(Step::text)
        .or(() -> plan.refusals().stream().findFirst().map(refusal -> refusal.problem().seen()));
  }

  /** It was just seen with all of it; a proxy or a unit that starts again may hide that once. */
  private WiringObserved settled(WiringObserved seen, boolean fresh) {
    if (planner.live(seen, fresh).isEmpty()) {
      return seen;
    }
    return seen.withLive(
        observer.awaitLive(
            seen.host(), seen.admin(), now -> open(planner.live(seen.withLive(now), fresh))));
  }

  private WiringObserved live(WiringObserved first, AccessObserved access) {
    StageLog log = begin(Stage.LIVE, desired.drone().url().toString());
    boolean fresh = minted();
    WiringObserved seen = fresh ? first : awaited(first);
    Plan plan = planner.live(seen, fresh);
    if (applied(log, plan, access)) {
      seen = settled(observer.wiring(observer.files(), access), fresh);
      requireDone(Stage.LIVE, planner.live(seen, fresh));
    }
    if (seen.live().info() instanceof DroneInfo.Running running) {
      log.fact("drone", running.version() + " runs with what the file has");
    }
    log.end();
    return seen;
  }

  private void verify(Writing wanted, Observed seen) {
    StageLog log = begin(Stage.VERIFY, "");
    Writing writing = options.frozen() ? Writing.NOTHING : wanted;
    verified = verifier.verify(options.level(), writing, seen, keeping(writing));
    log.end();
  }

  /**
   * The files are the operator's to commit; that is said, and is the exit code, as long as it is to
   * be done.
   */
  private void commitPending() {
    GitStatus git = connections.git(desired, timeline, deadline.get());
    List<Path> pending = git.pending();
    if (!pending.isEmpty()) {
      Path folder = desired.source().getParent();
      next.add(
          git.add()
              + " "
              + pending.stream()
                  .map(file -> folder == null ? file : folder.relativize(file))
                  .map(Path::toString)
                  .collect(Collectors.joining(" "))
              + " && git commit");
    }
  }

  private UnaryOperator<Secret> keeping(Writing writing) {
    return writing == Writing.RESTORE ? applier::settleDroneToken : applier::keepDroneToken;
  }

  private StageLog begin(Stage stage, String where) {
    StageLog log = new StageLog(stage, where, progress);
    stages.add(log);
    return log;
  }

  /** Applies a plan; false if there was nothing to do. */
  private boolean applied(StageLog log, Plan wanted, AccessObserved access) {
    boolean deploys = gate.isBefore(wanted);
    Plan plan = deploys ? gate.guarded(wanted) : wanted;
    log.planned(plan);
    if (!plan.refusals().isEmpty()) {
      Plan.Refusal refusal = plan.refusals().getFirst();
      throw new Failure(refusal.exitCode(), refusal.problem());
    }
    if (plan.steps().isEmpty()) {
      return false;
    }
    requireThawed(plan);
    applier.preflight();
    invisibleFiles();
    if (deploys) {
      gate.prepare().ifPresent(text -> log.fact("prepare", text));
    }
    for (Step step : plan.steps()) {
      log.applied(applier.apply(step, access));
    }
    return true;
  }

  /** A flake sees only what git tracks: said before anything is minted. */
  private void invisibleFiles() {
    if (invisibleSaid) {
      return;
    }
    invisibleSaid = true;
    connections
        .git(desired, timeline, deadline.get())
        .invisible()
        .forEach(file ->
            progress.warning(
                "git does not track " + file + ": a flake will not see it before git add"));
  }

  private void requireThawed(Plan plan) {
    if (options.frozen()) {
      Step first = plan.steps().getFirst();
      throw new Failure(
          ExitCode.CHANGES_PENDING,
          Problem.of(
              "run.frozen",
              "changing " + first.label() + " (" + first.text() + ")",
              "this run is frozen and changes nothing; "
                  + plan.steps().size()
                  + " pending in "
                  + plan.stage().label(),
              "run gitea-drone bootstrap from a workstation, commit the files, then run this again"));
    }
  }

  private void requireAddress(WiringObserved wiring) {
    if (wiring.probe() == ClientProbe.WRONG_REDIRECT) {
      throw new Failure(
          ExitCode.CHANGES_PENDING,
          Problem.of(
              "rotate.wired",
              "looking whether all works before changing it",
              "the application does not have the redirect URI " + desired.drone().redirectUri(),
              "correct drone.url, or gitea-drone bootstrap first"));
    }
  }

  private static void requireWired(Plan plan) {
    if (Planner.waitsForDrone(plan)) {
      throw new Failure(ExitCode.UNREACHABLE, plan.refusals().getFirst().problem());
    }
    if (!plan.isEmpty()) {
      throw new Failure(
          ExitCode.CHANGES_PENDING,
          Problem.of(
              "rotate.wired",
              "looking whether all works before changing it",
              plan.stage().label() + " has something open",
              "gitea-drone bootstrap first"));
    }
  }

  private static void requireDone(Stage stage, Plan plan) {
    if (!plan.refusals().isEmpty()) {
      Plan.Refusal refusal = plan.refusals().getFirst();
      throw new Failure(refusal.exitCode(), refusal.problem());
    }
    if (!plan.steps().isEmpty()) {
      throw new Failure(
          ExitCode.FAILED,
          Problem.of(
              "run.converges",
              "looking at " + stage.label() + " again after changing it",
              "it still wants: " + plan.steps().getFirst().text(),
              "run it again; if this comes back, somebody else changes the same things"));
    }
  }

  private static void requireRemoved(Plan again) {
    if (!again.steps().isEmpty()) {
      requireDone(Stage.DESTROY, Plan.of(Stage.DESTROY, again.steps()));
    }
  }

  private String drone() {
    return desired.drone().url().toString();
  }

  private boolean open(Stage stage, Plan plan, String where) {
    StageLog log = begin(stage, where);
    log.planned(plan);
    log.end();
    return !plan.isEmpty();
  }

  private Plan guarded(Plan plan) {
    return gate.isBefore(plan) ? gate.guarded(plan) : plan;
  }

  private void thenDeploy() {
    String deploy = desired.deploy().text();
    thens.add("live     " + (deploy.isEmpty() ? "you deploy" : deploy) + ", verify");
  }

  /** Whether this run gave the file what a deploy is to bring, so that nobody can have newer. */
  private boolean minted() {
    return stages.stream()
        .map(StageLog::report)
        .flatMap(stage -> stage.plan().steps().stream())
        .anyMatch(Step::endsInDeploy);
  }

  private ExitCode exitCode() {
    boolean failed =
        verified.checks().stream().anyMatch(check -> check.status() == CheckResult.Status.FAILED);
    if (failed) {
      return verified.late() ? ExitCode.UNREACHABLE : ExitCode.VERIFICATION_FAILED;
    }
    List<StageReport> reports = stages.stream().map(StageLog::report).toList();
    return reports.stream()
        .flatMap(stage -> stage.plan().refusals().stream())
        .findFirst()
        .map(Plan.Refusal::exitCode)
        .orElse(next.isEmpty() ? ExitCode.DONE : ExitCode.DEPLOY_PENDING);
  }

  private String file() {
    return String.valueOf(desired.secrets().host().file().getFileName());
  }
}
