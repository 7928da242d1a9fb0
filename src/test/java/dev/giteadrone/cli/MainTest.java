package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.reconcile.live.Deploy;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  @TempDir Path folder;
  private ShellFixture shell;

  @BeforeEach
  void configure() throws Exception {
    shell = new ShellFixture(folder);
    shell.configure();
  }

  @Test
  void aBlankHostLooksLikeTheSketch() {
    int code = shell.run(tells(Sample.blank()), "bootstrap");

    assertThat(code).isZero();
    assertThat(shell.out()).isEmpty();
    assertThat(shell.err())
        .isEqualTo(
            """
            ► access   https://git.my-domain.tld
              ✔ gitea     1.26.0, ready after 2.1 s
              ✚ admin     my-admin, created through the CLI
              ✚ token     gitea-drone-7f3a91 (write:user, write:repository)
            ► wiring
              ✚ app       Drone (drone.my-domain.tld), client 4e09e597…a13d
              ✚ rpc       .secrets/drone.yaml: 3 variables added, 2 others kept
            ► live     https://drone.my-domain.tld
              ✔ drone     1.10.1 runs with client 4e09e597…a13d, secret and RPC secret as in
                          the file
            ► verify
              ✔ login     my-admin: active, administrator
              ✔ webhook   push a13de949 → build 2 after 0.4 s
              ✔ docker    drone-runner-docker, linux/amd64, 3.2 s
              ✔ exec      drone-runner-exec, linux/amd64, 0.9 s
              ✔ status    success, on the commit in Gitea
            Done in 49 s. 4 created, 0 changed; 19 checks passed.
            Build: https://drone.my-domain.tld/my-admin/gitea-drone-canary/2
            Next: git add .secrets && git commit
            """);
  }

  @Test
  void aFailureSaysWhatWasSeenTheCauseAndWhatToDo() {
    int code = shell.run(tells(Sample.undelivered()), "bootstrap");

    assertThat(code).isEqualTo(7);
    assertThat(shell.err())
        .isEqualTo(
            """
              ✔ login     my-admin: active, administrator
            ✗ webhook     no build for push a13de949 after 30 s
                  seen    Gitea has the webhook, but Drone did not receive the push
                  cause   Gitea may not call private addresses, and drone.my-domain.tld is
                          10.0.0.5
                  next    services.gitea.settings.webhook.ALLOWED_HOST_LIST = "private";
                          deploy; gitea-drone verify
                  more    gitea-drone explain webhook.delivered
              – exec, status: not reached (webhook)
              – readers   no .sops.yaml
            ✗ Failed: webhook.delivered, after 33 s. 1 of 2 checks failed, 2 not reached; 0
              created, 0 changed.
            Build: https://drone.my-domain.tld/my-admin/gitea-drone-canary/2
            """);
  }

  @Test
  void aPlanEndsAsBootstrapWouldWhereItIsRefused() {
    assertThat(shell.run(tells(Sample.plan()), "plan")).isEqualTo(3);
    assertThat(shell.out()).contains("\n1 to change, 1 refused\n");
  }

  @Test
  void verifyShowsEveryCheckAndBootstrapTheNewsUnlessAskedForMore() {
    shell.run(tells(Sample.again()), "verify");
    assertThat(shell.err()).contains("  ✔ oauth app as it should be\n");
    ShellFixture quiet = new ShellFixture(folder);
    quiet.run(tells(Sample.again()), "bootstrap");
    assertThat(quiet.err()).doesNotContain("as it should be");
    ShellFixture verbose = new ShellFixture(folder);
    verbose.run(tells(Sample.again()), "bootstrap", "-v");
    assertThat(verbose.err()).contains("  ✔ oauth app as it should be\n");
  }

  @Test
  void aPlanIsSaidAtItsEndAndItsExitCodeIsDetailedOnlyIfAskedFor() {
    assertThat(shell.run(tells(Sample.openPlan()), "plan")).isZero();
    assertThat(shell.out()).startsWith("wiring\n  ~ app").contains("\n1 to change\n");
    assertThat(shell.run(tells(Sample.openPlan()), "plan", "--detailed-exitcode")).isEqualTo(3);
    assertThat(shell.run(tells(Sample.again()), "plan", "--detailed-exitcode")).isZero();
  }

  @Test
  void jsonGoesToStandardOutputAndPeopleReadTheSame() {
    shell.run(tells(Sample.blank()), "bootstrap", "--output", "json");
    List<String> lines = shell.out().lines().toList();
    assertThat(lines).allMatch(line -> line.startsWith("{\"event\":\"") && line.endsWith("}"));
    assertThat(lines.getFirst()).contains("\"stage\":\"access\"");
    assertThat(lines.getLast()).startsWith("{\"event\":\"run\"").contains("\"exitCode\":0");
    assertThat(shell.err()).startsWith("► access");
  }

  @Test
  void everyProblemOfTheConfigurationIsSaid() throws Exception {
    Files.writeString(folder.resolve("gitea-drone.yaml"), "gitea:\n  ulr: x\n");
    assertThat(shell.run(MainTest::unreachable, "plan", "--output=json")).isEqualTo(2);
    assertThat(shell.err())
        .contains("✗ gitea-drone.yaml:2 gitea.ulr: unknown key\n    did you mean gitea.url?\n")
        .endsWith(
            "5 problems, nothing was touched. More: gitea-drone explain"
                + " config.gitea.admin.username\n");
    assertThat(shell.out()).startsWith("{\"event\":\"error\",\"exitCode\":2,\"outcome\":\"usage\"");
  }

  @Test
  void aFailureBeforeTheRunHasItsExitCode() {
    Problem problem = TestProblem.of("sops.decrypts", "decrypting a.yaml", "no key", "get the key");
    int code =
        shell.run(
            progress -> {
              throw new Failure(ExitCode.SECRETS_FILE, problem);
            },
            "verify");
    assertThat(code).isEqualTo(6);
    assertThat(shell.err())
        .isEqualTo(
            """
            ✗ decrypt     decrypting a.yaml
                  seen    no key
                  next    get the key
                  more    gitea-drone explain sops.decrypts
            """);
  }

  @Test
  void anUnexpectedExceptionIsOneLineAndNeverSaysWhatALibraryQuoted() {
    Function<Progress, RunReport> breaks =
        progress -> {
          throw new IllegalArgumentException("Unexpected char in header: hunter2");
        };
    assertThat(shell.run(breaks, "verify")).isEqualTo(1);
    assertThat(shell.err())
        .startsWith("✗ unexpected IllegalArgumentException at MainTest.java:")
        .contains("run it again with -v")
        .hasLineCount(2);
    shell.run(breaks, "verify", "-v", "--output=json");
    assertThat(shell.err()).contains("java.lang.IllegalArgumentException\n    at ");
    assertThat(shell.out()).contains("\"event\":\"error\"");
    assertThat(shell.err() + shell.out()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                            | ✗ Which command?
          bootstrp                      | did you mean bootstrap?
          verfy                         | did you mean verify?
          completion                    | ✗ there is no command completion
          completion                    | commands: init, bootstrap, plan, verify, rotate,
          sandbox stauts                | did you mean status?
          sandbox fly                   | commands: up, status
          bootstrap --levl=full         | did you mean --level
          verify --level=all            | all' is not basic, login or full
          verify --on-host              | --on-host needs --level basic
          bootstrap --frozen --allow-rotate  | --allow-rotate contradicts --frozen
          bootstrap --frozen --deploy-anyway | --deploy-anyway contradicts --frozen
          plan --level=basic            | Unknown option
          verify --level=basic --level=full  | should be specified only once
          verify --report=a.json -f a.json   | would overwrite the configuration
          verify --report=folder.xml    | is a folder
          sandbox --demo --no-bootstrap | --no-bootstrap contradicts --demo
          rotate rpc-secret --output=json    | needs a confirmation, which --output json cannot ask
          destroy --output=json         | needs a confirmation, which --output json cannot ask
          init --output=json            | init asks questions, which --output json cannot
          verify --timeout=5            | 5' is not like 90s, 5m or 1h30m
          verify --report=a.pdf         | does not end in .html, .json or .xml
          verify --report=no/a.xml      | there is no such folder
          verify --ca-cert=none.pem     | cannot be read
          verify --frozen               | Unknown option
          verify --color=blue           | --color
          """)
  void aWrongCommandLineIsShortAndExits2(String line, String said) throws Exception {
    Files.createDirectories(folder.resolve("folder.xml"));
    String[] args = line.isEmpty() ? new String[0] : line.split(" +", -1);
    shell.typed = "y";
    assertThat(shell.run(MainTest::unreachable, args)).isEqualTo(2);
    assertThat(shell.err()).contains(said);
    assertThat(shell.err().lines().count()).isLessThanOrEqualTo(3);
    assertThat(shell.err()).endsWith(" --help\n");
  }

  @Test
  void whatIsNotNearIsNoGuess() {
    shell.run(MainTest::unreachable, "completion\u001b[2J");
    assertThat(shell.err()).doesNotContain("did you mean", "\u001b");
    shell.run(MainTest::unreachable, "plan", "--detonate");
    assertThat(shell.err()).contains("Unknown option: '--detonate'").doesNotContain("did you mean");
  }

  @Test
  void aPipelineThatAllowsARotationIsFrozenAllTheSame() {
    shell.environment = Map.of("CI", "true");
    assertThat(shell.run(tells(Sample.again()), "bootstrap", "--allow-rotate")).isZero();
    assertThat(shell.calls.getFirst().options().frozen()).isTrue();
  }

  @Test
  void optionsReachTheProgram() {
    shell.run(
        tells(Sample.again()),
        "bootstrap",
        "--level=basic",
        "--timeout=1h30m",
        "--allow-rotate",
        "--allow-plain-http");
    ShellFixture.Call call = shell.calls.getFirst();
    assertThat(call.command()).isEqualTo("bootstrap");
    assertThat(call.options().level()).isEqualTo(Level.BASIC);
    assertThat(call.options().timeout()).isEqualTo(Duration.ofMinutes(90));
    assertThat(call.options().allowRotate()).isTrue();
    assertThat(call.options().allowPlainHttp()).isTrue();
    assertThat(call.options().frozen()).isFalse();
    assertThat(call.desired().source()).isEqualTo(folder.resolve("gitea-drone.yaml"));
  }

  @Test
  void aPipelineIsFrozenUnlessItSaysOtherwise() {
    shell.environment = Map.of("CI", "true");
    shell.run(tells(Sample.again()), "bootstrap");
    shell.run(tells(Sample.again()), "bootstrap", "--no-frozen");
    shell.environment = Map.of("CI", "false");
    shell.run(tells(Sample.again()), "bootstrap");
    shell.run(tells(Sample.again()), "bootstrap", "--frozen");
    assertThat(shell.calls)
        .extracting(call -> call.options().frozen())
        .containsExactly(true, false, false, true);
  }

  @Test
  void aReportIsWritten() {
    shell.run(tells(Sample.blank()), "bootstrap", "--report", "run.json");
    assertThat(folder.resolve("run.json")).content().contains("\"outcome\" : \"done\"");
  }

  @ParameterizedTest
  @CsvSource({"bootstrap,1", "verify,1", "plan,1", "plan --detailed-exitcode,3"})
  void aReportThatCannotBeWrittenIsAFailureUnlessTheRunHasOne(String command, int expected)
      throws Exception {
    Path reports = Files.createDirectory(folder.resolve("reports"));
    RunReport report = command.startsWith("plan") ? Sample.openPlan() : Sample.again();
    int code =
        shell.run(
            progress -> {
              reports.toFile().delete();
              return report;
            },
            (command + " --report reports/run.xml").split(" ", -1));

    assertThat(code).isEqualTo(expected);
    assertThat(shell.err().replaceAll("\\s+", " "))
        .contains("✗ run writing the report to " + reports.resolve("run.xml"))
        .contains("seen there is no folder " + reports)
        .contains("explain run.report")
        .doesNotContain("Exception");
  }

  @Test
  void onATerminalWhatTakesTimeIsRewrittenAndNothingOfItStays() {
    shell.terminal = true;
    shell.run(
        progress -> {
          progress.waiting("gitea", "connection refused", Duration.ofSeconds(3));
          progress.fact("gitea", "1.26.0, ready after 3.1 s");
          progress.checking(CheckId.DRONE_LOGIN);
          return Sample.again();
        },
        "verify",
        "--color=never");
    String screen = shell.err();
    assertThat(screen).contains("\r\u001b[K  ◎ gitea     connection refused … 3 s\u001b[?7h");
    assertThat(screen)
        .endsWith(
            """
            \r\u001b[K\u001b[?25hNothing to do. 19 checks passed in 1.4 s (canary build 2).
            Build: https://drone.my-domain.tld/my-admin/gitea-drone-canary/2
            """);
    assertThat(count(screen, "\u001b[?25h")).isEqualTo(count(screen, "\u001b[?25l"));
    assertThat(screen).doesNotContain("\u001b[3");
  }

  @Test
  void elsewhereAWaitIsOneLineAndOneMoreEachHalfMinute() {
    shell.run(
        progress -> {
          for (int second = 0; second < 65; second++) {
            progress.waiting("gitea", "connection refused", Duration.ofSeconds(second));
          }
          return Sample.again();
        },
        "verify");
    assertThat(shell.err().lines().filter(line -> line.contains("◎")))
        .containsExactly(
            "  ◎ gitea     connection refused",
            "  ◎ gitea     connection refused, 30 s",
            "  ◎ gitea     connection refused, 1 min 0 s");
  }

  @Test
  void coloursAreForTerminalsAndHonourNoColor() {
    shell.terminal = true;
    shell.run(tells(Sample.blank()), "bootstrap");
    assertThat(shell.err()).contains("  \u001b[32m✔\u001b[");
    ShellFixture plain = new ShellFixture(folder);
    plain.terminal = true;
    plain.environment = Map.of("NO_COLOR", "1");
    plain.run(tells(Sample.blank()), "bootstrap");
    assertThat(plain.err()).contains("  ✔ gitea").doesNotContain("\u001b[3");
    ShellFixture forced = new ShellFixture(folder);
    forced.run(tells(Sample.blank()), "bootstrap", "--color=always");
    assertThat(forced.err()).contains("\u001b[32m✔");
  }

  @Test
  void theEndOfADeploysOutputIsShownWhereTheDeployFailed() {
    Problem problem = TestProblem.of("deploy.command", "deploying", "exit 1", "look");
    RunReport base = Sample.undelivered();
    RunReport stopped =
        new RunReport(
            "bootstrap",
            base.gitea(),
            base.drone(),
            base.setup(),
            base.started(),
            base.took(),
            base.own(),
            0,
            0,
            base.trace(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.of(problem),
            ExitCode.FAILED,
            List.of());
    shell.run(
        progress -> {
          progress.applying(new Deploy("deploy", "it has another client", true).line());
          for (int line = 1; line <= 12; line++) {
            progress.output("line " + line + " \u001b[2J");
          }
          return stopped;
        },
        "bootstrap");
    assertThat(shell.err())
        .startsWith("  ◎ deploy    deploy: it has another client\n    | line 3 [2J\n")
        .contains("    | line 12 [2J\n✗ deploy      deploying\n")
        .endsWith("✗ Stopped: deploy.command, after 33 s. 0 created, 0 changed.\n");
  }

  @Test
  void helpAndVersionGoToStandardOutput() {
    assertThat(shell.run(MainTest::unreachable, "--help")).isZero();
    assertThat(shell.run(MainTest::unreachable, "help", "plan")).isZero();
    assertThat(shell.run(MainTest::unreachable, "bootstrap", "--help")).isZero();
    assertThat(shell.run(MainTest::unreachable, "--version")).isZero();
    assertThat(shell.out()).contains("Exit codes:", "130", "--detailed-exitcode", "--[no-]frozen");
    assertThat(shell.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(shell.err()).isEmpty();
  }

  private static Function<Progress, RunReport> tells(RunReport report) {
    return progress -> {
      Sample.tell(report, progress);
      return report;
    };
  }

  private static RunReport unreachable(Progress progress) {
    throw new AssertionError("no program should run, and tell " + progress);
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }
}
