package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.io.RunLock;
import dev.giteadrone.io.StateFolder;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.report.ChangedReport;
import dev.giteadrone.report.OutputSchema;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Sample;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One command on many hosts. */
final class ManyHostsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private ShellFixture shell;
  private final Queue<String> touched = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void configure() throws IOException {
    shell = new ShellFixture(folder);
    shell.environment = Map.of("XDG_STATE_HOME", folder.resolve(".state").toString());
    for (String name : List.of("alpha", "beta", "gamma")) {
      configure("hosts/" + name + ".yaml", name);
    }
  }

  @Test
  void eachHostIsRunOnceAndGetsALine() {
    assertThat(verify("-f", "hosts")).isZero();

    assertThat(touched).containsExactlyInAnyOrder("alpha", "beta", "gamma");
    assertThat(shell.out()).isEmpty();
    assertThat(shell.err().lines().toList())
        .hasSize(4)
        .contains("  ✔ hosts/alpha Nothing to do. 19 checks passed in 1.4 s (canary build 2).")
        .last()
        .asString()
        .matches("All 3 hosts are done, in .*\\.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-f hosts/alpha.yaml -f hosts/beta.yaml -f hosts/gamma.yaml",
        "-f hosts/alpha.yaml hosts/beta.yaml hosts/gamma.yaml",
        "-f hosts/*.yaml",
        "-f **/*.yaml",
        "-f hosts -f hosts/alpha.yaml"
      })
  void hostsAreNamedByFilesFoldersAndGlobs(String options) {
    assertThat(verify(options.split(" ", -1))).isZero();

    assertThat(touched).containsExactlyInAnyOrder("alpha", "beta", "gamma");
  }

  @Test
  void aFolderHasTheDefaultNameBelowAndNothingHidden() throws IOException {
    configure("hosts/below/delta/gitea-drone.yaml", "delta");
    configure("hosts/below/other.yaml", "other");
    configure("hosts/.sops.yaml", "hidden");
    configure("hosts/.git/gitea-drone.yaml", "git");

    assertThat(verify("-f", "hosts")).isZero();

    assertThat(touched).containsExactlyInAnyOrder("alpha", "beta", "gamma", "delta");
    assertThat(shell.err()).contains("✔ hosts/below/delta Nothing to do.");
  }

  @Test
  void oneHostThatFailsStopsNoOther() {
    assertThat(run(this::betaIsDown, "verify", "-f", "hosts")).isEqualTo(5);

    assertThat(touched).containsExactlyInAnyOrder("alpha", "beta", "gamma");
    assertThat(shell.err())
        .containsSubsequence(
            "✗ hosts/beta    gitea.ready: refused\n",
            "      tried   waiting\n",
            "      seen    refused\n",
            "      next    start Gitea\n",
            "1 of 3 hosts is not done, after ",
            ": 1 with exit code 5.\n");
  }

  @Test
  void badConfigurationsConcernOneHostEach() throws IOException {
    Files.writeString(folder.resolve("hosts/broken.yaml"), "gitea: [");
    configure("hosts/zulu.yaml", "ALPHA");
    Files.writeString(
        folder.resolve("hosts/zulu.yaml"),
        Files.readString(folder.resolve("hosts/zulu.yaml"))
            .replace("my-domain.tld\"", "my-domain.tld:443/\""));

    assertThat(verify("-f", "hosts", "-f", "missing.yaml")).isEqualTo(2);

    assertThat(touched).containsExactlyInAnyOrder("alpha", "beta", "gamma");
    assertThat(shell.err())
        .contains("✗ hosts/broken   config.syntax: ")
        .contains("      seen    hosts/alpha.yaml has the same Drone,\n")
        .contains("no such file: " + folder.resolve("missing.yaml"))
        .contains("3 of 6 hosts are not done", "3 with exit code 2.");
  }

  @Test
  void differentExitCodesAreOne() throws IOException {
    Files.writeString(folder.resolve("hosts/broken.yaml"), "gitea: [");

    assertThat(run(this::betaIsDown, "verify", "-f", "hosts")).isEqualTo(1);
    assertThat(shell.err()).contains("1 with exit code 2, 1 with 5.");
  }

  @Test
  void onlyFailedRunsWhatTheLastReportHasAsNotDone() throws IOException {
    assertThat(run(this::betaIsDown, "verify", "-f", "hosts", "--report", "out")).isEqualTo(5);
    assertThat(shell.err())
        .contains("Report: " + folder.resolve("out/index.html"), "--only failed");
    touched.clear();
    configure("hosts/young.yaml", "young");

    assertThat(verify("-f", "hosts", "--report", "out", "--only", "failed")).isZero();

    assertThat(touched).containsExactlyInAnyOrder("beta", "young");
    JsonNode report = JSON.readTree(Files.readString(folder.resolve("out/report.json")));
    assertThat(report.at("/hosts").size()).isEqualTo(4);
    assertThat(report.at("/exitCode").asInt()).isZero();
    assertThat(shell.err()).contains("2 hosts were not run, as the last report has them.\n");
  }

  @Test
  void onlyFailedKeepsTheHostsThatItIsNotAskedFor() throws IOException {
    assertThat(run(this::betaIsDown, "verify", "-f", "hosts", "--report", "out")).isEqualTo(5);
    touched.clear();

    assertThat(
            verify(
                "-f",
                "hosts/alpha.yaml",
                "hosts/gamma.yaml",
                "--report",
                "out",
                "--only",
                "failed"))
        .as("beta is still down")
        .isEqualTo(5);

    assertThat(touched).isEmpty();
    JsonNode report = JSON.readTree(Files.readString(folder.resolve("out/report.json")));
    assertThat(report.findValuesAsText("name"))
        .containsExactlyInAnyOrder("hosts/alpha", "hosts/beta", "hosts/gamma");
    assertThat(shell.err()).contains("3 hosts were not run");

    Files.delete(folder.resolve("hosts/beta.yaml"));
    assertThat(verify("-f", "hosts", "--report", "out", "--only", "failed"))
        .as("its configuration is gone")
        .isZero();
  }

  @Test
  void oneReportIsWrittenByOneRunAtATime() {
    Path state = StateFolder.of(folder.resolve("out"), shell.environment);
    try (RunLock lock =
        RunLock.acquire(
            state,
            "verify",
            Deadline.in(Duration.ZERO),
            new Poller(new Timeline(), Progress.SILENT))) {
      assertThat(verify("-f", "hosts", "--report", "out")).isEqualTo(1);
      assertThat(lock.folder()).isEqualTo(state);
    }

    assertThat(touched).isEmpty();
    assertThat(shell.err()).contains("secrets files or report\n", "held by pid");
    assertThat(verify("-f", "hosts", "--report", "out")).isZero();
  }

  @Test
  void anEmptyValueIsNotTheWorkingFolder() {
    assertThat(verify("-f", "")).isEqualTo(2);
    assertThat(shell.err()).contains("-f '' names nothing");

    assertThat(verify("-f", "hosts", "--report", "")).isEqualTo(2);
    assertThat(shell.err()).contains("--report '' names nothing");
    assertThat(touched).isEmpty();
  }

  @Test
  void onlyFailedNeedsALastReportOfTheSameCommand() {
    assertThat(verify("-f", "hosts", "--only", "failed")).isEqualTo(2);
    assertThat(shell.err()).contains("--only failed needs --report FOLDER");
    assertThat(verify("-f", "hosts", "--only", "failed", "--report", "out")).isEqualTo(2);
    assertThat(shell.err()).contains("there is no report of many hosts in");
    assertThat(verify("-f", "hosts", "--report", "out")).isZero();
    assertThat(run(this::good, "plan", "-f", "hosts", "--only", "failed", "--report", "out"))
        .isEqualTo(2);
    assertThat(shell.err()).contains("is of verify, not of plan");
  }

  @Test
  void shardsShareTheHosts() {
    for (int shard = 1; shard <= 3; shard++) {
      assertThat(verify("-f", "hosts", "--shard", shard + "/3")).isZero();
    }
    assertThat(touched).containsExactlyInAnyOrder("alpha", "beta", "gamma");
    assertThat(shell.err()).contains("Shard 1/3: ", "Shard 2/3: ", "Shard 3/3: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/3", "4/3", "1/0", "x", "1/3/3", "-1/3"})
  void aShardOutOfRangeIsRefused(String shard) {
    assertThat(verify("-f", "hosts", "--shard", shard)).isEqualTo(2);

    assertThat(touched).isEmpty();
    assertThat(shell.err()).contains("'" + shard + "' is not like 2/3");
  }

  @Test
  void nothingFoundIsAnErrorBeforeAnything() throws IOException {
    Files.createDirectory(folder.resolve("empty"));

    assertThat(verify("-f", "hosts", "-f", "empty")).isEqualTo(2);
    assertThat(verify("-f", "hosts/*.json", "-f", "hosts")).isEqualTo(2);
    assertThat(touched).isEmpty();
    assertThat(shell.err())
        .contains("empty has no YAML file", "no file matches hosts/*.json", "explain fleet.hosts");
  }

  @Test
  void oneTokenIsNotSentToAllHosts() {
    shell.environment = Map.of("GITEA_TOKEN", "s3cr3t-token");

    assertThat(verify("-f", "hosts")).isEqualTo(2);

    assertThat(touched).isEmpty();
    assertThat(shell.err()).contains("would be sent to every host").doesNotContain("s3cr3t");
  }

  @Test
  void theTimeOfAllIsALimitForThoseThatHaveNotBegun() {
    assertThat(verify("-f", "hosts", "--total-timeout", "310ms")).isEqualTo(2);
    assertThat(shell.err()).contains("'310ms' is not like 90s, 5m or 1h30m");

    assertThat(
            run(
                host -> {
                  pause(1100);
                  return Sample.again();
                },
                "verify",
                "-f",
                "hosts",
                "--parallel",
                "1",
                "--total-timeout",
                "1s"))
        .isEqualTo(5);
    assertThat(touched).contains("alpha").hasSize(1);
    assertThat(shell.err())
        .contains(
            "– hosts/beta  not begun",
            "time ran out after 1.0 s, the limit of all hosts",
            "--total-timeout gives more time",
            "2 of 3 hosts are not done");
  }

  @Test
  void aPlanShowsWhatWouldBeDoneOnEachHost() {
    assertThat(run(host -> Sample.plan(), "plan", "-f", "hosts", "--detailed-exitcode"))
        .isEqualTo(3);

    assertThat(shell.out()).contains("hosts/alpha\n  wiring\n", "hosts/gamma\n  wiring\n");
  }

  @Test
  void eachJsonLineHasTheHostAndTheLastOneHasAll() throws IOException {
    Files.writeString(folder.resolve("hosts/broken.yaml"), "gitea: [");
    int code =
        shell.run(
            progress -> {
              Sample.tell(Sample.blank(), progress);
              return Sample.blank();
            },
            "bootstrap",
            "-f",
            "hosts",
            "--output",
            "json");
    assertThat(code).isEqualTo(2);

    for (String line : shell.out().lines().toList()) {
      assertThat(new OutputSchema().problemsOfLine(line)).as(line).isEmpty();
    }
    List<JsonNode> lines = shell.out().lines().map(ManyHostsTest::json).toList();
    assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.has("host"));
    assertThat(lines)
        .filteredOn(line -> line.get("event").asText().equals("error"))
        .singleElement()
        .matches(line -> line.get("host").asText().equals("hosts/broken"));
    assertThat(lines.getLast().get("event").asText()).isEqualTo("hosts");
    assertThat(lines.getLast().at("/hosts").size()).isEqualTo(4);
  }

  @Test
  void metricsHaveTheHostAsALabel() {
    assertThat(run(this::betaIsDown, "verify", "-f", "hosts", "--output", "prometheus"))
        .isEqualTo(5);

    assertThat(shell.out().lines())
        .contains(
            "gitea_drone_verify_exit_code{host=\"hosts/beta\"} 5",
            "gitea_drone_verify_exit_code{host=\"hosts/alpha\"} 0",
            "gitea_drone_check_passed{host=\"hosts/alpha\",check=\"gitea.ready\"} 1");
    assertThat(shell.out().lines().filter(line -> line.startsWith("# TYPE")))
        .doesNotHaveDuplicates();
  }

  @Test
  void onATerminalThereIsATableWithFailuresFirst() {
    shell.terminal = true;

    int code =
        run(
            host -> {
              RunReport end = betaIsDown(host);
              awaitOnScreen("0 of 3 done, 1 not done, 2 running");
              return end;
            },
            "verify",
            "-f",
            "hosts",
            "--color=never");

    assertThat(code).isEqualTo(5);
    assertThat(shell.err())
        .containsSubsequence(
            "  – hosts/alpha waiting\n",
            "\u001b[3A\u001b[J✗ hosts/beta    gitea.ready: refused\n  ◎ hosts/alpha starting\n",
            "  ◎ 0 of 3 done, 1 not done, 2 running");
    String closing = shell.err().substring(shell.err().lastIndexOf("\u001b[?25h"));
    assertThat(closing)
        .containsSubsequence("✗ hosts/beta ", "✔ hosts/alpha ", "✔ hosts/gamma ", "1 of 3 hosts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.html", "out.json", "out.xml"})
  void theReportOfManyHostsIsAFolder(String file) {
    assertThat(verify("-f", "hosts", "--report", file)).isEqualTo(2);

    assertThat(touched).isEmpty();
    assertThat(shell.err())
        .contains("--report " + file + " is for one host; with many, name a folder");
  }

  @Test
  void aReportThatCannotBeWrittenStopsNoHost() throws IOException {
    Files.createDirectories(folder.resolve("out/report.json/in-the-way"));

    assertThat(verify("-f", "hosts", "--report", "out")).isEqualTo(1);

    assertThat(touched).hasSize(3);
    assertThat(shell.err()).contains("writing the report to");
  }

  @Test
  void aReportThatCannotBeWrittenDecidesHowAllEnded() throws IOException {
    Files.createDirectories(folder.resolve("out/report.json/in-the-way"));

    int code =
        run(this::betaIsDown, "verify", "-f", "hosts", "--report", "out", "--output", "json");

    assertThat(code).as("that of beta is 5").isEqualTo(1);
    JsonNode all = json(shell.out().lines().toList().getLast());
    assertThat(all.get("exitCode").asInt()).isEqualTo(1);
    assertThat(all.at("/problems/0/summary").asText()).startsWith("writing the report to");
    assertThat(shell.err()).doesNotContain("Report: ");
  }

  @Test
  void commandsThatAreLeftOutAreCounted() throws IOException {
    for (int i = 10; i < 32; i++) {
      configure("more/h" + i + ".yaml", "h" + i);
    }

    assertThat(run(ManyHostsTest::withCommand, "bootstrap", "-f", "more", "--report", "out"))
        .isZero();

    assertThat(shell.err())
        .contains("Next: commit h10\n", "      commit h19\n")
        .doesNotContain("commit h20")
        .endsWith("      12 more commands; the page of each host has its own\n");
  }

  private static RunReport withCommand(String host) {
    return ChangedReport.of(Sample.again()).next(List.of("commit " + host)).build();
  }

  @Test
  void namesOfFilesDoNotControlTheTerminal() throws IOException {
    configure("hosts/\u001b[31m\nx.yaml", "red");

    assertThat(run(host -> Sample.plan(), "plan", "-f", "hosts")).isEqualTo(3);

    assertThat(shell.err() + shell.out()).doesNotContain("\u001b", "\nx ").contains("hosts/");
    assertThat(touched).hasSize(4);
  }

  /** Hosts may share a repository, where the run changes the files of all of them. */
  @Test
  void eachRunKnowsTheSecretsFilesOfAllHosts() {
    assertThat(verify("-f", "hosts", "--shard", "1/1", "--timeout", "7s")).isZero();

    assertThat(shell.calls).hasSize(3);
    for (ShellFixture.Call call : shell.calls) {
      assertThat(call.options().siblings())
          .hasSize(6)
          .contains(
              folder.resolve("hosts/alpha/drone.yaml"),
              folder.resolve("hosts/beta/gitea-admin.yaml"));
      assertThat(call.options().timeout()).isEqualTo(Duration.ofSeconds(7));
    }
  }

  @Test
  void aDefectInTheRunOfOneHostStopsNoOther() {
    int code =
        run(
            host -> {
              if (host.equals("beta")) {
                throw new IllegalStateException("s3cr3t");
              }
              return Sample.again();
            },
            "bootstrap",
            "-f",
            "hosts");

    assertThat(code).isEqualTo(1);
    assertThat(touched).hasSize(3);
    assertThat(shell.err())
        .contains("unexpected IllegalStateException at ManyHostsTest.java:")
        .doesNotContain("s3cr3t");
  }

  private int verify(String... options) {
    String[] args = new String[options.length + 1];
    args[0] = "verify";
    System.arraycopy(options, 0, args, 1, options.length);
    return run(this::good, args);
  }

  private RunReport good(String host) {
    return Sample.again();
  }

  private RunReport betaIsDown(String host) {
    if (host.equals("beta")) {
      throw new Failure(
          ExitCode.UNREACHABLE, TestProblem.of("gitea.ready", "waiting", "refused", "start Gitea"));
    }
    return Sample.again();
  }

  private int run(Function<String, RunReport> action, String... args) {
    return shell.runProgram(
        (desired, options, progress, environment, codes) ->
            shell.program(
                desired,
                options,
                () -> {
                  String host = desired.drone().url().getHost().replaceFirst("^drone\\.", "");
                  String name = host.replace(".my-domain.tld", "");
                  touched.add(name);
                  return action.apply(name);
                }),
        args);
  }

  private void configure(String file, String name) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.resolveSibling("."));
    Files.writeString(
        path,
        """
        gitea: { url: "https://git.%1$s.my-domain.tld", admin: { username: my-admin } }
        drone: { url: "https://drone.%1$s.my-domain.tld" }
        secrets: { file: %1$s/drone.yaml }
        """
            .formatted(name));
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new AssertionError(line, e);
    }
  }

  private void awaitOnScreen(String text) {
    for (int i = 0; i < 1200 && !shell.err().contains(text); i++) {
      pause(50);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
