package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.cli.InterruptedRun;
import dev.giteadrone.cli.ShellFixture;
import dev.giteadrone.cli.terminal.Program;
import dev.giteadrone.fakes.Effects;
import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.fakes.TestConfig;
import dev.giteadrone.model.desired.DeployJob;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.run.Commands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each line of the manual's table of exit codes, and no other. */
@Timeout(300)
final class ExitCodesTest {
  private static final Path PAGE = Path.of("src/site/markdown/exit-codes.md");

  /** Lines that need the real servers or a terminal, and the test that runs them. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "doctor 0", "DoctorIT",
          "init 0", "InitIT",
          "init 130", "InitTerminalIT",
          "sandbox 0", "SandboxDemoIT",
          "sandbox up 0", "SandboxUpIT",
          "sandbox up 130", "SandboxUpIT",
          "sandbox status 0", "SandboxUpIT",
          "sandbox logs 0", "SandboxUpIT",
          "sandbox open 0", "SandboxUpIT");

  @TempDir Path folder;

  @Test
  void theTableHasTheLinesThatAreRun() throws Exception {
    assertThat(lines())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(cells().keySet().stream(), ELSEWHERE.keySet().stream()).toList());
    for (String test : ELSEWHERE.values()) {
      assertThat(Path.of("it/java/dev/giteadrone/cli", test + ".java")).exists();
    }
  }

  @TestFactory
  Stream<DynamicTest> eachLineOfTheTable() {
    return cells().entrySet().stream()
        .map(cell ->
            DynamicTest.dynamicTest(
                cell.getKey(),
                () ->
                    assertThat(cell.getValue().call())
                        .isEqualTo(Integer.parseInt(cell.getKey().replaceFirst(".* ", "")))));
  }

  private static List<String> lines() throws Exception {
    return ManualTable.rows(PAGE, List.of("command", "code", "when")).stream()
        .map(row -> row.get(0) + " " + row.get(1))
        .toList();
  }

  private Map<String, Callable<Integer>> cells() {
    Map<String, Callable<Integer>> cells = new LinkedHashMap<>();
    init(cells);
    bootstrapAndPlan(cells);
    verify(cells);
    rotate(cells);
    repairAndDestroy(cells);
    others(cells);
    cells.putAll(MergeExitCodes.cells(folder));
    cells.putAll(ReportExitCodes.cells(folder));
    for (String run :
        List.of(
            "plan",
            "bootstrap",
            "verify",
            "rotate rpc-secret --yes",
            "repair --repositories",
            "destroy --yes")) {
      String command = run.replaceFirst(" .*", "");
      cells.put(command + " 5", () -> alone("/usr/bin/true", run + " --timeout 1s"));
      cells.put(command + " 6", () -> alone("/nowhere/sops", run));
      cells.put(command + " 130", () -> InterruptedRun.of(fresh(), "INT", words(run)).code());
    }
    return cells;
  }

  private void init(Map<String, Callable<Integer>> cells) {
    String key = "age1adj09fxyw7qqwt0692z6dwzthjvcmpd7seaa3rug2233az9dz46qx26yfk";
    String host = "age1qhnrmc9uvghsuuztsujhpavfs4yxrl2cvnyhy3te57gmuy7yq3pqwleqnm";
    String all = "init --domain my-domain.tld --username me --operator-key " + key;
    cells.put(
        "init 1", () -> shell("", "init --operator-key " + key, "/usr/bin/true")); // never run
    cells.put("init 2", () -> shell(null, "init --domain https://x"));
    cells.put(
        "init 5",
        () ->
            shell(
                null,
                all + " --scan-host 127.0.0.1:1 --host-fingerprint SHA256:" + "a".repeat(43)));
    cells.put("init 6", () -> shell(null, all + " --host-recipient " + host));
  }

  private void bootstrapAndPlan(Map<String, Callable<Integer>> cells) {
    cells.put("plan 0", () -> memory(new InMemoryServers(), "plan"));
    cells.put("plan 1", () -> unwritten("plan"));
    cells.put("plan 2", () -> memory(InMemory.wired(), "plan --frozen"));
    cells.put("plan 3", () -> memory(new InMemoryServers(), "plan --detailed-exitcode"));
    cells.put("plan 4", () -> memory(closed(), "plan"));
    cells.put("plan 7", () -> memory(outdated(), "plan"));
    cells.put("bootstrap 0", () -> memory(new InMemoryServers(), "bootstrap"));
    cells.put("bootstrap 1", () -> memory(failingDeploy(), "bootstrap"));
    cells.put("bootstrap 2", () -> memory(InMemory.wired(), "bootstrap --frozen --allow-rotate"));
    cells.put("bootstrap 3", () -> memory(new InMemoryServers(), "bootstrap --frozen"));
    cells.put("bootstrap 4", () -> memory(closed(), "bootstrap"));
    cells.put("bootstrap 7", () -> memory(outdated(), "bootstrap"));
    cells.put("bootstrap 8", () -> byHand(new InMemoryServers(), "bootstrap"));
  }

  private void verify(Map<String, Callable<Integer>> cells) {
    cells.put("verify 0", () -> memory(InMemory.wired(), "verify"));
    cells.put("verify 1", () -> unwritten("verify"));
    cells.put("verify 2", () -> memory(InMemory.wired(), "verify --on-host"));
    cells.put("verify 7", () -> memory(outdated(), "verify"));
  }

  private void rotate(Map<String, Callable<Integer>> cells) {
    cells.put("rotate 0", () -> memory(InMemory.wired(), "rotate client-secret --yes"));
    cells.put("rotate 1", () -> typing("n", InMemory.wired(), "rotate client-secret"));
    cells.put("rotate 2", () -> memory(InMemory.wired(), "rotate client-secret"));
    cells.put("rotate 3", () -> memory(new InMemoryServers(), "rotate client-secret --yes"));
    cells.put("rotate 4", () -> memory(without(AdminKey.PASSWORD), "rotate admin-password --yes"));
    cells.put("rotate 7", () -> memory(outdated(), "rotate client-secret --yes"));
    cells.put("rotate 8", () -> byHand(InMemory.wired(), "rotate client-secret --yes"));
  }

  private void repairAndDestroy(Map<String, Callable<Integer>> cells) {
    cells.put("repair 0", () -> memory(moved(), "repair --repositories"));
    cells.put("repair 1", () -> unwritten("repair --repositories"));
    cells.put("repair 2", () -> memory(InMemory.wired(), "repair"));
    cells.put("repair 4", () -> memory(forgotten(), "repair --repositories"));
    cells.put("destroy 0", () -> memory(InMemory.wired(), "destroy --yes"));
    cells.put("destroy 1", () -> typing("no", InMemory.wired(), "destroy"));
    cells.put("destroy 2", () -> memory(InMemory.wired(), "destroy"));
    cells.put("destroy 4", () -> memory(forgotten(), "destroy --yes"));
    cells.put("destroy 8", () -> uncommitted(InMemory.wired(), "destroy --yes"));
  }

  private void others(Map<String, Callable<Integer>> cells) {
    cells.put("doctor 1", () -> shell(null, "doctor"));
    cells.put("doctor 2", () -> shell(null, "doctor --output prometheus"));
    cells.put("explain 0", () -> shell(null, "explain gitea.ready"));
    cells.put("explain 2", () -> shell(null, "explain gitea.x"));
    cells.put("schema 0", () -> shell(null, "schema"));
    cells.put("schema 2", () -> shell(null, "schema report"));
    cells.put("version 0", () -> shell(null, "version"));
    cells.put("version 2", () -> shell(null, "version now"));
    cells.put("help 0", () -> shell(null, "help"));
    cells.put("sandbox 2", () -> shell(null, "sandbox --demo --no-bootstrap"));
    cells.put("sandbox up 2", () -> shell(null, "sandbox up --gitea-port 80"));
    cells.put("sandbox status 2", () -> shell(null, "sandbox status now"));
    cells.put("sandbox status 3", () -> shell(null, "sandbox status"));
    cells.put("sandbox down 0", () -> shell(null, "sandbox down"));
    cells.put("sandbox down 2", () -> shell(null, "sandbox down --all --name x"));
    cells.put("sandbox logs 2", () -> shell(null, "sandbox logs"));
    cells.put("sandbox open 2", () -> shell(null, "sandbox open"));
  }

  private int memory(InMemoryServers world, String line) throws Exception {
    return run(null, () -> {}, TestConfig.desired(), new PortConnections(gateways(world)), line);
  }

  private int typing(String typed, InMemoryServers world, String line) throws Exception {
    return run(typed, () -> {}, TestConfig.desired(), new PortConnections(gateways(world)), line);
  }

  private int byHand(InMemoryServers world, String line) throws Exception {
    Desired desired = TestConfig.withoutDeploy(TestConfig.desired());
    return run(null, () -> {}, desired, new PortConnections(gateways(world)), line);
  }

  private int uncommitted(InMemoryServers world, String line) throws Exception {
    return run(
        null, () -> {}, TestConfig.desired(), new UncommittedConnections(gateways(world)), line);
  }

  /** The folder of the report is removed while the command runs. */
  private int unwritten(String line) throws Exception {
    Path reports = fresh();
    return run(
        null,
        () -> reports.toFile().delete(),
        TestConfig.desired(),
        new PortConnections(gateways(InMemory.wired())),
        line + " --report " + reports.resolve("run.xml"));
  }

  private int run(
      @Nullable String typed,
      Runnable meanwhile,
      Desired desired,
      PortConnections connections,
      String line)
      throws Exception {
    ShellFixture shell = configured();
    shell.typed = typed;
    return shell.runProgram(
        (unused, options, progress, environment, codes) -> {
          meanwhile.run();
          return Program.of(Commands.of(desired, options, progress, connections));
        },
        words(line));
  }

  /** Servers that are not there. */
  private int alone(String sops, String line) throws Exception {
    ShellFixture shell = configured();
    Path here = fresh();
    shell.environment = Map.of("GITEA_DRONE_SOPS", sops, "XDG_STATE_HOME", here.toString());
    Files.writeString(
        here.resolve("alone.yaml"),
        """
        gitea: { url: "http://127.0.0.1:1", admin: { username: my-admin } }
        drone: { url: "http://127.0.0.1:1" }
        secrets: { file: drone.yaml }
        """);
    return shell.runProgram(Program::real, words(line + " -f " + here.resolve("alone.yaml")));
  }

  /** A command that needs no configuration. */
  private int shell(@Nullable String typed, String line) throws Exception {
    return shell(typed, line, "/nowhere/sops");
  }

  private int shell(@Nullable String typed, String line, String sops) throws Exception {
    Path here = fresh();
    ShellFixture shell = new ShellFixture(here);
    shell.typed = typed;
    shell.environment =
        Map.of(
            "HOME", here.toString(),
            "XDG_STATE_HOME", here.toString(),
            "GITEA_DRONE_SOPS", sops);
    return shell.runProgram(
        (desired, options, progress, environment, codes) -> {
          throw new AssertionError("no program should run");
        },
        words(line));
  }

  private ShellFixture configured() throws Exception {
    ShellFixture shell = new ShellFixture(fresh());
    shell.configure();
    return shell;
  }

  private Path fresh() throws Exception {
    return Files.createTempDirectory(folder, "case");
  }

  private static dev.giteadrone.reconcile.Gateways gateways(InMemoryServers world) {
    return InMemory.gateways(world, Effects.counting());
  }

  private static String[] words(String line) {
    return line.split(" ", -1);
  }

  /** A blank host on which nobody can sign up. */
  private static InMemoryServers closed() {
    InMemoryServers world = new InMemoryServers();
    world.closeRegistration(true);
    return world;
  }

  private static InMemoryServers failingDeploy() {
    InMemoryServers world = new InMemoryServers();
    world.fail(Optional.of(DeployJob.DEPLOY));
    return world;
  }

  /** A Gitea that is too old, which only a check notices. */
  private static InMemoryServers outdated() {
    InMemoryServers world = InMemory.wired();
    world.giteaVersion("1.18.5-0");
    return world;
  }

  private static InMemoryServers without(AdminKey key) {
    InMemoryServers world = InMemory.wired();
    world.editAdmin(record -> record.without(key));
    return world;
  }

  private static InMemoryServers forgotten() {
    InMemoryServers world = InMemory.wired();
    world.editAdmin(record -> AdminRecord.EMPTY);
    return world;
  }

  private static InMemoryServers moved() {
    InMemoryServers world = InMemory.wired();
    Repository unused = world.addActivated("my-admin", "site", "http://drone.old");
    return world;
  }
}
