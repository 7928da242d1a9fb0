package dev.giteadrone.faults;

import dev.giteadrone.RunOn;
import dev.giteadrone.drone.RestDrone;
import dev.giteadrone.fakes.DesiredBuilder;
import dev.giteadrone.fakes.FakeFiles;
import dev.giteadrone.fakes.InMemoryGateways;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.faults.FaultCase.Outcome;
import dev.giteadrone.gitea.RestGitea;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.report.JsonReport;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.simulated.GoodServers;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A command on a host whose servers are well but for one fault, with its files in memory. */
enum WholeRun {
  /** Everything is there. */
  BOOTSTRAP,
  PLAN,
  VERIFY,
  /** The file has no client secret, and somebody allowed to make a new one. */
  MINT,
  /** There is no application yet. */
  CREATE;

  /** A Drone that tells nothing is waited for, is to be deployed, or fails its checks. */
  private static final Set<ExitCode> DRONE_IS_AWAY =
      Set.of(
          ExitCode.UNREACHABLE,
          ExitCode.VERIFICATION_FAILED,
          ExitCode.FAILED,
          ExitCode.CHANGES_PENDING,
          ExitCode.DEPLOY_PENDING);

  /** A run and the files it works on. */
  record Ran(Outcome outcome, List<Object> before, List<Object> after) {
    RunReport report() {
      return (RunReport) Objects.requireNonNull(outcome.value());
    }
  }

  /** From which request on this command differs from {@link #BOOTSTRAP}. */
  int first(List<String> sequence) {
    if (this != MINT && this != CREATE) {
      return 0;
    }
    for (int i = 0; i < sequence.size(); i++) {
      if (FaultCase.mutation(sequence.get(i))) {
        return i;
      }
    }
    throw new IllegalStateException("nothing is changed by " + this);
  }

  Ran on(FaultCase servers) {
    InMemoryServers world = world();
    List<Object> before = files(world);
    Outcome outcome = servers.run((gitea, drone) -> run(servers, world, gitea, drone));
    return new Ran(outcome, before, files(world));
  }

  private static List<Object> files(InMemoryServers world) {
    return List.of(world.adminFile(), world.hostFile());
  }

  private InMemoryServers world() {
    InMemoryServers world = new InMemoryServers();
    FakeFiles.admin(world)
        .write(
            FakeFiles.admin(world).read().revision(),
            new AdminRecord(
                Map.of(
                    AdminKey.USERNAME, Secret.of(GoodServers.USER),
                    AdminKey.TOKEN, Secret.of("s3cr3t-admin"),
                    AdminKey.TOKEN_NAME, Secret.of("a token"),
                    AdminKey.DRONE_TOKEN, Secret.of("s3cr3t-drone"),
                    AdminKey.CREATED_APPS, Secret.of("client-4"))));
    world.edit(Variable.DRONE_RPC_SECRET, Optional.of(Secret.of("s3cr3t-rpc-0123456789")));
    if (this != MINT && this != CREATE) {
      world.edit(Variable.DRONE_GITEA_CLIENT_ID, Optional.of(Secret.of("client-4")));
      world.edit(Variable.DRONE_GITEA_CLIENT_SECRET, Optional.of(Secret.of("s3cr3t-client")));
    }
    return world;
  }

  private RunReport run(
      FaultCase servers, InMemoryServers world, RestGitea gitea, RestDrone drone) {
    Commands program =
        RunOn.gateways(
            DesiredBuilder.of(TestConfig.desired())
                .giteaUrl(URI.create(servers.gitea.url()))
                .admin(GoodServers.USER, "b@example.org")
                .droneUrl(URI.create(servers.drone.url()))
                .appName("Drone")
                .build(),
            RunOptions.DEFAULT
                .withLevel(Level.BASIC)
                .withAllowRotate(this == MINT || this == CREATE)
                .withTimeout(FaultCase.DEADLINE),
            InMemoryGateways.of(world, gitea, Optional.empty(), drone));
    return switch (this) {
      case PLAN -> program.plan();
      case VERIFY -> program.verify();
      default -> program.bootstrap();
    };
  }

  /** What is wrong with how a run with a fault ended; empty if all is as expected. */
  List<String> judge(FaultCase servers, String target, Ran ran) {
    List<String> wrong = new ArrayList<>();
    for (String key : servers.received()) {
      int times = Collections.frequency(servers.received(), key);
      if (FaultCase.mutation(key) && times > 1) {
        wrong.add(key + " was sent " + times + " times");
      }
    }
    if (ran.outcome().thrown() != null) {
      wrong.add("ended with " + ran.outcome().thrown());
    } else {
      judge(servers, target, ran, wrong);
    }
    return wrong.stream().distinct().map(what -> this + ", " + servers + ": " + what).toList();
  }

  private void judge(FaultCase servers, String target, Ran ran, List<String> wrong) {
    RunReport report = ran.report();
    String all = JsonReport.render(report) + report.problem();
    if (all.contains(GoodServers.SECRET) || all.contains(Fault.BODY)) {
      wrong.add("shows what no report may show: " + all);
    }
    Fault fault = Objects.requireNonNull(servers.fault);
    if (report.exitCode() == ExitCode.DONE) {
      if (FaultCase.mutation(target) && !servers.acted().contains(target)) {
        wrong.add("claims to have done what never was done");
      }
      return;
    }
    if (servers.passes && fault != Fault.REFUSED && !FaultCase.mutation(target)) {
      wrong.add("did not get over it: " + report.exitCode() + " " + report.problem());
    }
    if (report.exitCode() != fault.exit && !tellsNothing(target, report.exitCode())) {
      wrong.add("exit code " + report.exitCode() + ": " + report.problem());
    }
    if (advice(report).noneMatch(next -> !next.isBlank())) {
      wrong.add("does not say what to do next");
    }
    boolean stored = !ran.before().getLast().equals(ran.after().getLast());
    if (stored && servers.acted().isEmpty()) {
      wrong.add("changed the host's file for nothing");
    }
  }

  /** Whether a look without an answer ends in this: it tells nothing, which is never a yes. */
  private boolean tellsNothing(String target, ExitCode exit) {
    return switch (target) {
      // It is waited for, whatever answers there.
      case "gitea GET /api/healthz" -> exit == ExitCode.UNREACHABLE;
      case "gitea POST /login/oauth/access_token" ->
          exit == ExitCode.FAILED || exit == ExitCode.VERIFICATION_FAILED;
      case "gitea GET /api/v1/user" -> this == VERIFY && exit == ExitCode.VERIFICATION_FAILED;
      case "gitea GET /api/v1/repos/boss/gitea-drone-canary" ->
          this == PLAN && exit == ExitCode.VERIFICATION_FAILED;
      default -> target.startsWith("drone ") && DRONE_IS_AWAY.contains(exit);
    };
  }

  private static Stream<String> advice(RunReport report) {
    return Stream.of(
            report.problem().stream(),
            report.checks().stream().flatMap(check -> check.problem().stream()),
            report.stages().stream()
                .flatMap(stage -> stage.plan().refusals().stream())
                .map(Refusal::problem))
        .flatMap(problems -> problems)
        .map(Problem::next);
  }
}
