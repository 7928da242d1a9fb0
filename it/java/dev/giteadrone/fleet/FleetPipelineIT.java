package dev.giteadrone.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.HostFixture;
import dev.giteadrone.Leaks;
import dev.giteadrone.cli.ShellFixture;
import dev.giteadrone.cli.Start;
import dev.giteadrone.gitea.packages.GenericPackage;
import dev.giteadrone.gitea.packages.PackageFiles;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.io.ShellQuoting;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.report.fleet.FleetFolder;
import dev.giteadrone.report.fleet.FleetReport;
import dev.giteadrone.report.fleet.HostLine;
import dev.giteadrone.report.fleet.Shard;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.simulated.SimulatedHosts;
import dev.giteadrone.testing.GiteaDroneServers;
import dev.giteadrone.testing.RepositoryBuilder;
import dev.giteadrone.testing.TestBuild;
import dev.giteadrone.testing.TestRepository;
import dev.giteadrone.time.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Many hosts over three machines, by a real Drone: the pipeline that {@code fleet pipeline} writes.
 */
final class FleetPipelineIT {
  private static final int MACHINES = 3;
  private static final List<String> HOSTS =
      IntStream.rangeClosed(1, 9).mapToObj(index -> "host-" + index).toList();

  private static final List<String> OPEN = List.of("pending", "running", "waiting_on_dependencies");
  private static final Deadline LIMIT = Deadline.in(Duration.ofMinutes(10));

  private static Path folder;
  private static HostFixture wired;
  private static GiteaDroneServers servers;
  private static SimulatedHosts simulated;
  private static Secret token;
  private static Leaks leaks;
  private static RunnerMachine.Plan plan;

  /** What is to be closed, the newest first. */
  private static final Deque<AutoCloseable> open = new ArrayDeque<>();

  private static final Map<String, RunnerMachine> machines = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    RunnerMachine.requireNamespaces();
    folder = Files.createTempDirectory("fleet");
    open.push(FleetPipelineIT::leaveNothing);
    simulated = SimulatedHosts.start();
    open.push(simulated);
    wired = HostFixture.wired(SandboxOptions.blank().withRunners(Set.of(RunnerType.EXEC)));
    open.push(wired);
    wired.sandbox.stopRunner(RunnerType.EXEC);
    servers =
        GiteaDroneServers.attach(
                wired.sandbox.giteaUrl().toString(), wired.sandbox.droneUrl().toString())
            .admin(wired.basic().username(), wired.basic().password().reveal())
            .droneToken(wired.admin().get(AdminKey.DRONE_TOKEN).orElseThrow().reveal())
            .open();
    open.push(servers);
    token = wired.gitea().tokens().create(wired.basic(), "reports", List.of("write:package"));
    leaks = new Leaks(Map.of("the age key", simulated.key(), "the token", token.reveal()));
    List<Integer> ports =
        List.of(
            wired.sandbox.giteaUrl().getPort(),
            wired.sandbox.droneUrl().getPort(),
            Integer.parseInt(simulated.address().replaceFirst(".*:", "")));
    Path sockets = Files.createDirectory(folder.resolve("sockets"));
    for (int port : ports) {
      open.push(PortRelay.outside(port, sockets));
    }
    plan = new RunnerMachine.Plan(folder, sockets, java(), wired.sandbox.droneUrl(), ports);
    for (int i = 1; i <= MACHINES; i++) {
      startMachine("machine-" + i);
    }
    awaitMachines();
  }

  /** The command of a JVM, and {@code gitea-drone} on the machines' PATH. */
  private static List<String> java() throws Exception {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    Path program = Files.createDirectory(folder.resolve("bin")).resolve("gitea-drone");
    Files.writeString(
        program,
        "#!/bin/sh\nexec " + ShellQuoting.line(java) + " " + Start.class.getName() + " \"$@\"\n");
    Folder.mode(program, "rwxr-xr-x");
    return java;
  }

  private static void startMachine(String name) throws IOException {
    machines.put(
        name,
        RunnerMachine.start(
            name, plan, wired.secrets().get(Variable.DRONE_RPC_SECRET).orElseThrow()));
  }

  private static void awaitMachines() throws InterruptedException {
    for (RunnerMachine machine : machines.values()) {
      await("a runner", machine::isConnected);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    machines.values().forEach(open::push);
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  private static void leaveNothing() throws IOException {
    assertThat(
            ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains(folder + "/")))
        .isEmpty();
    Folder.delete(folder);
  }

  @Test
  void aMachineThatEndsInTheMiddleIsNamedAndTheNextBuildIsWhole() throws Exception {
    TestRepository repository = repository().cron("nightly", "@daily");
    String slow = HOSTS.getFirst();
    Shard lost = shardOf(slow);
    simulated.host(slow).hold();

    TestBuild begun = repository.build("main");
    await("the slow host", () -> !simulated.host(slow).requests().isEmpty());
    TestBuild.Stage stage = stage(repository.readBuild(begun.number()), name(lost));
    Objects.requireNonNull(machines.remove(stage.machine()), "its machine").kill();
    simulated.host(slow).repair();
    await(
        "the end of the report",
        () -> !OPEN.contains(stage(repository.readBuild(begun.number()), "report").status()));

    TestBuild build = repository.readBuild(begun.number());
    namesTheLostShard(build, lost);
    repository.cancel(build);

    startMachine(stage.machine());
    awaitMachines();
    HOSTS.forEach(host -> simulated.host(host).forget());
    TestBuild next = repository.awaitBuild(repository.runCron("nightly"));

    assertThat(begun.event()).isEqualTo("custom");
    assertThat(next.event()).isEqualTo("cron");
    isWhole(next);
    assertThat(found(build)).isEmpty();
    assertThat(found(next)).isEmpty();
  }

  private static void namesTheLostShard(TestBuild build, Shard lost) throws Exception {
    assertThat(stage(build, "report").status()).isEqualTo("failure");
    assertThat(stage(build, "report").steps().getFirst().log())
        .contains("shard " + lost + " has no report")
        .doesNotContain("shard 1/3 has no report, shard 2/3");
    assertThat(shards(build))
        .filteredOn(other -> !other.name().equals(name(lost)))
        .hasSize(MACHINES - 1)
        .extracting(TestBuild.Stage::status)
        .containsOnly("success");
    FleetReport rest = report(build, "report.zip").orElseThrow();
    assertThat(rest.hosts())
        .extracting(HostLine::name)
        .containsExactlyInAnyOrderElementsOf(
            HOSTS.stream()
                .filter(host -> !shardOf(host).equals(lost))
                .map(host -> "hosts/" + host)
                .toList());
    assertThat(rest.problems()).singleElement().asString().contains(lost.toString());
    assertThat(report(build, zip(lost))).isEmpty();
  }

  private static void isWhole(TestBuild next) throws Exception {
    assertThat(next.status()).as(next.log()).isEqualTo("success");
    assertThat(shards(next))
        .extracting(TestBuild.Stage::machine)
        .containsExactlyInAnyOrderElementsOf(machines.keySet());
    assertThat(HOSTS).allSatisfy(host -> assertThat(runs(host)).as(host).isEqualTo(1));
    FleetReport all = report(next, "report.zip").orElseThrow();
    assertThat(all.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(all.hosts())
        .extracting(HostLine::name)
        .containsExactlyInAnyOrderElementsOf(HOSTS.stream().map(host -> "hosts/" + host).toList());
  }

  private static String name(Shard shard) {
    return "shard " + shard.index() + " of " + shard.count();
  }

  private static String zip(Shard shard) {
    return "shard-" + shard.index() + "-of-" + shard.count() + ".zip";
  }

  private static Shard shardOf(String host) {
    return IntStream.rangeClosed(1, MACHINES)
        .mapToObj(index -> new Shard(index, MACHINES))
        .filter(shard -> shard.has("hosts/" + host))
        .findFirst()
        .orElseThrow();
  }

  private static TestBuild.Stage stage(TestBuild build, String name) {
    return build.stages().stream()
        .filter(stage -> stage.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<TestBuild.Stage> shards(TestBuild build) {
    return build.stages().stream().filter(stage -> !stage.name().equals("report")).toList();
  }

  /** How often a host was verified: each time sends this request once. */
  private static long runs(String host) {
    return simulated.host(host).requests().stream()
        .filter(request -> request.path().equals("/rpc/v2/ping"))
        .count();
  }

  /** A report as Gitea keeps it; empty if it keeps none of this name. */
  private static Optional<FleetReport> report(TestBuild build, String file) throws Exception {
    GenericPackage at = GenericPackage.parse(reports() + "/" + build.number());
    Path archive = folder.resolve("kept-" + build.number() + ".zip");
    if (!new PackageFiles(at, token, new HttpSettings(false, Optional.empty()), LIMIT)
        .get(file, archive)) {
      return Optional.empty();
    }
    Path unpacked = folder.resolve("kept").resolve("build-" + build.number());
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path to = unpacked.resolve(entry.getName());
        Files.createDirectories(to.getParent());
        Files.write(to, zip.readAllBytes());
      }
    }
    assertThat(leaks.below(unpacked)).isEmpty();
    return FleetFolder.last(unpacked);
  }

  /** Where a secret shows: in the logs of a build, or in what the machines keep. */
  private static List<String> found(TestBuild build) {
    List<String> found = new ArrayList<>(leaks.in("the log of the build", build.log()));
    machines.keySet().forEach(machine -> found.addAll(leaks.below(folder.resolve(machine))));
    return found;
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    Deadline deadline = Deadline.in(Duration.ofMinutes(2));
    while (!condition.getAsBoolean()) {
      assertThat(deadline.passed()).as("no end of waiting for " + what).isFalse();
      Thread.sleep(100);
    }
  }

  private static TestRepository repository() throws Exception {
    Path files = Files.createDirectory(folder.resolve("repository"));
    simulated.write(files.resolve("hosts"), HOSTS);
    ShellFixture shell = new ShellFixture(files);
    int code =
        shell.run(
            progress -> {
              throw new AssertionError("no server is asked");
            },
            "fleet",
            "pipeline",
            "-f",
            "hosts",
            "--level",
            "basic",
            "--shards",
            String.valueOf(MACHINES),
            "--at",
            reports(),
            "--cron",
            "nightly",
            "--wait",
            "15s",
            "--into",
            ".drone.yml");
    assertThat(code).as(shell.err()).isZero();
    RepositoryBuilder repository =
        servers
            .createRepository("hosts")
            .secret("sops_age_key", simulated.key())
            .secret("gitea_drone_reports_token", token.reveal());
    try (Stream<Path> all = Files.walk(files)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        repository.file(files.relativize(file).toString(), Files.readString(file));
      }
    }
    return repository.push().repository();
  }

  private static String reports() {
    return "%s/api/packages/%s/generic/hosts"
        .formatted(wired.sandbox.giteaUrl(), wired.basic().username());
  }
}
