package dev.giteadrone.faults;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.desired.DeployJob;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.time.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Slow servers against whole runs, at a tenth of the real times: slow is not broken, and silent is
 * not undeployed. Over real sockets.
 */
final class SlowMatrixTest {
  private static final int TIMES = 10;
  private static final int AT_ONCE = 48;
  private static final Pace PACE = Pace.DEFAULT.faster(TIMES);

  /** The five minutes of an ordinary run. */
  private static final Duration RUN = Duration.ofMinutes(5).dividedBy(TIMES);

  private static final CaseServers SERVERS =
      new CaseServers(options().containerThreads(500).gzipDisabled(true));

  /** A command on a host. */
  private enum Command {
    BOOTSTRAP,
    /** The running Drone has the RPC secret from before a rotation. */
    DEPLOY,
    VERIFY,
    ROTATE_CLIENT_SECRET,
    ROTATE_RPC_SECRET,
    ROTATE_ADMIN_PASSWORD,
    ROTATE_ADMIN_TOKEN;

    /** Brings about what the command finds; may be repeated. */
    void prepare(SlowHost host) {
      if (this == DEPLOY) {
        Secret old = Secret.of("s3cr3t-old");
        host.world.live().put(Variable.DRONE_RPC_SECRET, old);
        host.world.editAdmin(record -> record.with(AdminKey.REPLACED_RPC_SECRETS, old));
      }
    }

    RunReport on(SlowHost host) {
      prepare(host);
      Commands program = host.program(RUN);
      return switch (this) {
        case BOOTSTRAP, DEPLOY -> program.bootstrap();
        case VERIFY -> program.verify();
        case ROTATE_CLIENT_SECRET -> program.rotate(Rotation.CLIENT_SECRET);
        case ROTATE_RPC_SECRET -> program.rotate(Rotation.RPC_SECRET);
        case ROTATE_ADMIN_PASSWORD -> program.rotate(Rotation.ADMIN_PASSWORD);
        case ROTATE_ADMIN_TOKEN -> program.rotate(Rotation.ADMIN_TOKEN);
      };
    }
  }

  /** How a run on a host ended. */
  private record Ran(Command command, Trouble trouble, SlowHost host, RunReport report) {
    String wrong(String what) {
      return command
          + ", "
          + trouble
          + ": "
          + what
          + ": "
          + report.exitCode()
          + " "
          + report.problem()
          + report.checks().stream().flatMap(check -> check.problem().stream()).toList();
    }
  }

  @BeforeAll
  static void start() {
    SERVERS.start();
  }

  @AfterAll
  static void stop() {
    SERVERS.stop();
  }

  @Test
  void noSlowServerHasAnythingDeployedMintedOrCalledBroken() throws Exception {
    List<Callable<List<String>>> cases = new ArrayList<>();
    cases.add(SlowMatrixTest::oneVersionAfter33Seconds);
    cases.add(SlowMatrixTest::lateOnceDeployed);
    for (Command command : Command.values()) {
      for (boolean gitea : new boolean[] {true, false}) {
        cases.add(() -> late(command, gitea, 3, Set.of(ExitCode.DONE)));
        cases.add(() -> late(command, gitea, 12, Set.of(ExitCode.DONE, ExitCode.UNREACHABLE)));
        cases.add(() -> late(command, gitea, 33, Set.of(ExitCode.UNREACHABLE)));
      }
      List<String> sequence = sequence(command);
      for (int i = 0; i < sequence.size(); i++) {
        int at = i;
        if (sequence.indexOf(sequence.get(at)) == at) {
          cases.add(() -> lost(command, at, sequence.get(at)));
        }
        if (i % 3 == 0) {
          cases.add(() -> stopped(command, at));
        }
      }
    }
    long start = System.nanoTime();

    List<String> wrong = CaseServers.run(AT_ONCE, cases);

    assertThat(wrong).isEmpty();
    System.out.printf(
        "slow matrix: %d commands, %d cases, all as expected, %d s%n",
        Command.values().length, cases.size(), (System.nanoTime() - start) / 1_000_000_000);
  }

  /** In real time: one answer after 33 s, where a request may take 30 s. */
  private static List<String> oneVersionAfter33Seconds() {
    Trouble trouble = new Trouble.LateOnce("/version", Duration.ofSeconds(33));
    try (SlowHost host = open(Pace.DEFAULT, trouble)) {
      List<Object> files = host.files();
      RunReport report = host.program(Duration.ofMinutes(5)).bootstrap();
      Ran ran = new Ran(Command.BOOTSTRAP, trouble, host, report);
      List<String> wrong = new ArrayList<>(end(ran, Set.of(ExitCode.DONE)));
      if (report.planned() != 0 || !host.files().equals(files)) {
        wrong.add(ran.wrong("changed something"));
      }
      return wrong;
    }
  }

  /** The requests of a command when all is well. */
  private static List<String> sequence(Command command) {
    try (SlowHost host = open(PACE, new Trouble.None())) {
      RunReport report = command.on(host);
      assertThat(report.exitCode())
          .as("%s %s %s", command, report.problem(), report.checks())
          .isEqualTo(ExitCode.DONE);
      return host.received();
    }
  }

  private static List<String> late(
      Command command, boolean gitea, int seconds, Set<ExitCode> expected) {
    Trouble trouble = new Trouble.Late(gitea, Duration.ofSeconds(seconds).dividedBy(TIMES), false);
    try (SlowHost host = open(PACE, trouble)) {
      command.prepare(host);
      List<Object> files = host.files();
      Ran ran = new Ran(command, trouble, host, command.on(host));
      List<String> wrong = new ArrayList<>(end(ran, expected));
      if (seconds == 33
          && !(host.files().equals(files) && host.jobs().isEmpty() && host.acted().isEmpty())) {
        wrong.add(ran.wrong("changed something: " + host.acted() + host.jobs()));
      }
      return wrong;
    }
  }

  private static List<String> lost(Command command, int at, String request) {
    Trouble trouble = new Trouble.Lost(at);
    try (SlowHost host = open(PACE, trouble)) {
      Ran ran = new Ran(command, trouble, host, command.on(host));
      // What changes a server is not sent again: whether it was done is not known.
      return end(
              ran,
              FaultCase.mutation(request)
                  ? Set.of(ExitCode.DONE, ExitCode.UNREACHABLE)
                  : Set.of(ExitCode.DONE))
          .stream()
          .map(wrong -> request + ", " + wrong)
          .toList();
    }
  }

  private static List<String> stopped(Command command, int at) {
    Trouble trouble = new Trouble.Stopped(at);
    try (SlowHost host = open(PACE, trouble)) {
      return end(new Ran(command, trouble, host, command.on(host)), Set.of(ExitCode.DONE));
    }
  }

  private static List<String> lateOnceDeployed() {
    Trouble trouble = new Trouble.Late(false, Duration.ofSeconds(33).dividedBy(TIMES), true);
    try (SlowHost host = open(PACE, trouble)) {
      Ran ran = new Ran(Command.DEPLOY, trouble, host, Command.DEPLOY.on(host));
      List<String> wrong = new ArrayList<>(end(ran, Set.of(ExitCode.UNREACHABLE)));
      if (!host.jobs().equals(List.of(DeployJob.DEPLOY))) {
        wrong.add(ran.wrong("deployed " + host.jobs()));
      }
      if (ran.report().problem().map(Problem::cause).orElse("").contains("restart")) {
        wrong.add(ran.wrong("blames the deploy"));
      }
      return wrong;
    }
  }

  private static List<String> end(Ran ran, Set<ExitCode> expected) {
    List<String> wrong = new ArrayList<>();
    if (!expected.contains(ran.report().exitCode())) {
      wrong.add(ran.wrong("not as expected"));
    }
    if (ran.report().problem().map(Problem::next).filter(String::isBlank).isPresent()) {
      wrong.add(ran.wrong("does not say what to do next"));
    }
    if (ran.command() == Command.BOOTSTRAP && !ran.host().jobs().isEmpty()) {
      wrong.add(ran.wrong("deployed"));
    }
    return wrong;
  }

  private static SlowHost open(Pace pace, Trouble trouble) {
    return SERVERS.open(new SlowHost(pace, trouble, SERVERS.port()));
  }
}
