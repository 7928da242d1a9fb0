package dev.giteadrone.faults;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.faults.FaultCase.Outcome;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.report.JsonReport;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.simulated.GoodServers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The fault matrix's wire: the first request of each client, and whole runs, with each answer that
 * is no HTTP, or has no end. All of them end within the limit, with a reason and its exit code.
 */
final class HostileAnswersTest {
  private static final int AT_ONCE = 32;

  /** Under load, an answer takes its time. */
  private static final Duration LONGEST =
      FaultCase.DEADLINE.plus(FaultCase.CALL_LIMIT).plusSeconds(8);

  /** Whose limit a loaded machine may not reach in the time that a request has. */
  private static final Set<Hostility> LARGE =
      Set.of(
          Hostility.GZIP_BOMB,
          Hostility.ENDLESS_CHUNKS,
          Hostility.ENDLESS_CHUNK_LINE,
          Hostility.ENDLESS_COOKIES);

  /** One of each way to ask: reads, polls, forms, probes, and what changes a server. */
  private static final Set<String> FIRST =
      Set.of(
          "gitea.instance.state",
          "gitea.instance.version",
          "gitea.users.signIn",
          "gitea.forms.signUp",
          "gitea.forms.editApp",
          "gitea.apps.create",
          "gitea.apps.all",
          "gitea.apps.probe",
          "drone.server.info",
          "drone.client.look",
          "drone.server.ping",
          "drone.login.as",
          "drone.accounts.sync",
          "drone.accounts.find",
          "drone.builds.newest");

  private static final CaseServers SERVERS = new CaseServers(options().containerThreads(100));

  @BeforeAll
  static void start() {
    SERVERS.start();
  }

  @AfterAll
  static void stop() {
    SERVERS.stop();
  }

  @Test
  void theFirstRequestOfEachClientEndsWithAReason() throws Exception {
    List<Callable<List<String>>> cases = new ArrayList<>();
    List<Operation> first =
        Operation.all().stream().filter(operation -> FIRST.contains(operation.name())).toList();
    assertThat(first).hasSameSizeAs(FIRST);
    for (Operation operation : first) {
      String usual;
      try (FaultCase well = FaultCase.well(operation, SERVERS.port())) {
        SERVERS.open(well);
        usual = words(well, well.run());
      }
      for (Hostility hostility : Hostility.values()) {
        cases.add(() -> judge(operation, hostility, usual));
      }
    }

    assertThat(CaseServers.run(AT_ONCE, cases)).isEmpty();
    System.out.printf(
        "hostile answers matrix: %d requests × %d answers = %d cases, all as expected%n",
        first.size(), Hostility.values().length, cases.size());
  }

  @Test
  void aRunThatMeetsThemFirstThingEndsWithAReason() throws Exception {
    List<Callable<List<String>>> cases = new ArrayList<>();
    for (WholeRun run : List.of(WholeRun.BOOTSTRAP, WholeRun.PLAN, WholeRun.VERIFY)) {
      for (Hostility hostility : Hostility.values()) {
        cases.add(() -> judge(run, hostility, true));
        cases.add(() -> judge(run, hostility, false));
      }
    }

    assertThat(CaseServers.run(AT_ONCE, cases)).isEmpty();
    System.out.printf(
        "hostile answers matrix, whole runs: %d commands × %d answers of Gitea or Drone, all as"
            + " expected%n",
        3, Hostility.values().length);
  }

  private static List<String> judge(Operation operation, Hostility hostility, String usual) {
    List<String> wrong = new ArrayList<>();
    try (FaultCase ran = FaultCase.well(operation, SERVERS.port())) {
      SERVERS.open(ran);
      ran.gitea.speak(hostility);
      ran.drone.speak(hostility);
      Outcome outcome = ran.run();
      if (outcome.took().compareTo(LONGEST) > 0) {
        wrong.add("took " + outcome.took());
      }
      if (outcome.failure().isPresent()) {
        Failure failure = outcome.failure().get();
        boolean late = LARGE.contains(hostility) && failure.exitCode() == ExitCode.UNREACHABLE;
        if (failure.exitCode() != hostility.exit && !late) {
          wrong.add("exit code " + failure.exitCode() + ": " + failure.getMessage());
        }
        if (failure.problem().next().isBlank()) {
          wrong.add("does not say what to do next");
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        quoted(trace.toString(), wrong);
      } else if (outcome.thrown() != null) {
        wrong.add("ended with " + outcome.thrown());
      } else if (!words(ran, outcome).equals(usual)
          && !operation.admits().test(Fault.WRONG_CONTENT_TYPE, outcome.value())
          && !operation.admits().test(Fault.TIME_OUT, outcome.value())) {
        wrong.add("claims " + outcome.value());
      }
    }
    return wrong.stream().map(what -> operation.name() + ", " + hostility + ": " + what).toList();
  }

  private static List<String> judge(WholeRun run, Hostility hostility, boolean gitea) {
    List<String> wrong = new ArrayList<>();
    try (FaultCase servers =
        FaultCase.ofRun(null, 0, false, List.of(), true, SERVERS.port(), "http://127.0.0.1:9")) {
      SERVERS.open(servers);
      (gitea ? servers.gitea : servers.drone).speak(hostility);
      WholeRun.Ran ran = run.on(servers);
      Outcome outcome = ran.outcome();
      if (outcome.took().compareTo(LONGEST) > 0) {
        wrong.add("took " + outcome.took());
      }
      if (outcome.thrown() != null) {
        wrong.add("ended with " + outcome.thrown());
      } else {
        judge(ran.report(), gitea, wrong);
      }
      if (!ran.before().equals(ran.after())) {
        wrong.add("changed a file");
      }
    }
    String who = gitea ? "Gitea" : "Drone";
    return wrong.stream().map(what -> run + ", " + who + " " + hostility + ": " + what).toList();
  }

  private static void judge(RunReport report, boolean gitea, List<String> wrong) {
    quoted(JsonReport.render(report) + report.problem(), wrong);
    boolean right =
        switch (report.exitCode()) {
          case UNREACHABLE -> true;
          case FAILED, VERIFICATION_FAILED, CHANGES_PENDING, DEPLOY_PENDING -> !gitea;
          // Drone's first answers tell which way is the file's, which a plan may do without.
          case DONE ->
              !gitea
                  && report.checks().stream()
                      .noneMatch(check -> check.check().id().startsWith("drone."));
          default -> false;
        };
    if (!right) {
      wrong.add("exit code " + report.exitCode() + ": " + report.problem());
    }
  }

  private static void quoted(String text, List<String> wrong) {
    if (text.contains(Fault.BODY) || text.contains(GoodServers.SECRET)) {
      wrong.add("shows the answer: " + text);
    }
    if (text.contains("IllegalStateException")) {
      wrong.add("is a defect of ours: " + text);
    }
  }

  private static String words(FaultCase ran, Outcome outcome) {
    return String.valueOf(outcome.value())
        .replace(ran.gitea.host(), "GITEA")
        .replace(ran.drone.host(), "DRONE");
  }
}
