package dev.giteadrone.sandbox;

import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Progress;
import dev.giteadrone.model.RunnerType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Real servers on loopback: Gitea, one Drone or more, their runners and, where none runs, a Docker
 * daemon. Nothing of it is left when it is closed, when it fails to start, or when this process
 * ends in whatever way.
 *
 * <p>The methods may be called from any thread; those that start or stop something wait for each
 * other.
 */
public final class Sandbox implements AutoCloseable {

  /** Which build of the Drone server runs. */
  public enum Edition {
    /** The one with the runner API. */
    ENTERPRISE,
    /** The one without. */
    OSS
  }

  /**
   * What to start.
   *
   * @param folder where everything lives, empty or not there yet; it stays after the end. If empty,
   *     a temporary folder that goes with the sandbox
   * @param runners the wanted runners of each Drone
   * @param admin the Gitea user whom Drone makes its administrator
   * @param registrationOpen whether Gitea lets people sign up
   * @param edition of the Drone server
   * @param drones how many Drones share the one Gitea
   * @param startRunners whether runners start as soon as a deploy has brought the RPC secret
   * @param secrets plain YAML text for {@code .secrets/drone.yaml}, encrypted and deployed before
   *     the start; if empty, the host is blank
   */
  public record Options(
      Optional<Path> folder,
      Set<RunnerType> runners,
      String admin,
      boolean registrationOpen,
      Edition edition,
      int drones,
      boolean startRunners,
      Optional<String> secrets) {
    /** Copies the set. */
    public Options {
      runners = Set.copyOf(runners);
    }

    /** A blank host with both runners in a temporary folder; people may sign up. */
    public static Options blank() {
      return new Options(
          Optional.empty(),
          EnumSet.allOf(RunnerType.class),
          "sandbox-admin",
          true,
          Edition.ENTERPRISE,
          1,
          true,
          Optional.empty());
    }

    /** The same in {@code folder}. */
    public Options in(Path folder) {
      return new Options(
          Optional.of(folder),
          runners,
          admin,
          registrationOpen,
          edition,
          drones,
          startRunners,
          secrets);
    }

    /** The same with these runners. */
    public Options withRunners(Set<RunnerType> types) {
      return new Options(
          folder, types, admin, registrationOpen, edition, drones, startRunners, secrets);
    }

    /** The same with this administrator. */
    public Options withAdmin(String name) {
      return new Options(
          folder, runners, name, registrationOpen, edition, drones, startRunners, secrets);
    }

    /** The same without the sign-up form. */
    public Options withoutRegistration() {
      return new Options(folder, runners, admin, false, edition, drones, startRunners, secrets);
    }

    /** The same with this edition of Drone. */
    public Options withEdition(Edition wanted) {
      return new Options(
          folder, runners, admin, registrationOpen, wanted, drones, startRunners, secrets);
    }

    /** The same with so many Drones. */
    public Options withDrones(int count) {
      return new Options(
          folder, runners, admin, registrationOpen, edition, count, startRunners, secrets);
    }

    /** The same with runners that are started by {@link Sandbox#startRunner} only. */
    public Options withRunnersStopped() {
      return new Options(folder, runners, admin, registrationOpen, edition, drones, false, secrets);
    }

    /** The same with this plain YAML text in each host's secrets file. */
    public Options withSecrets(String yaml) {
      return new Options(
          folder,
          runners,
          admin,
          registrationOpen,
          edition,
          drones,
          startRunners,
          Optional.of(yaml));
    }
  }

  /**
   * A runner of the sandbox.
   *
   * @param machine its name, as Drone shows it
   * @param standIn whether it stands in for a program that is not installed
   * @param running whether it runs; before the first deploy none can
   */
  public record RunnerFact(RunnerType type, String machine, boolean standIn, boolean running) {}

  /**
   * What runs where.
   *
   * @param giteaVersion empty if Gitea does not run
   * @param droneVersion empty if the first Drone does not run
   * @param docker where containers run, or why they cannot
   * @param took how long the start took
   */
  public record Description(
      URI gitea,
      String giteaVersion,
      List<URI> drones,
      String droneVersion,
      Edition edition,
      List<RunnerFact> runners,
      String docker,
      Path folder,
      Path logs,
      Duration took) {}

  /** A state of all servers' data and of the host folders, to go back to. */
  public record Snapshot(Path folder, Set<String> running) {}

  private final Options options;
  private final SandboxParts parts;
  private final Graph graph = new Graph();
  private final ReentrantLock turn = new ReentrantLock();
  private final List<DeployRequests> requests = new ArrayList<>();
  private final Thread hook = new Thread(this::closeQuietly, "sandbox-end");
  private final Set<Startable> kept = new HashSet<>();
  private Duration took = Duration.ZERO;
  private boolean closed;

  private Sandbox(Options options, SandboxParts parts) {
    this.options = options;
    this.parts = parts;
  }

  /**
   * Starts the servers and waits until they are ready. Missing programs are built first, which
   * takes minutes.
   *
   * @param progress hears of each part that is waited for, and of each that is ready
   * @throws Failure if a part does not get ready, with the end of its log; what was started is
   *     stopped again
   */
  public static Sandbox start(Options options, Progress progress) {
    long start = System.nanoTime();
    Sandbox sandbox = new Sandbox(options, SandboxParts.make(options, progress));
    Runtime.getRuntime().addShutdownHook(sandbox.hook);
    try {
      sandbox.startAll(progress);
      sandbox.took = Duration.ofNanos(System.nanoTime() - start);
      return sandbox;
    } catch (RuntimeException e) {
      sandbox.end(true);
      throw e;
    }
  }

  private void startAll(Progress progress) {
    List<Startable> wanted = new ArrayList<>(parts.dockerParts());
    wanted.add(parts.giteaProcess());
    for (DroneHost host : parts.hosts()) {
      host.host().install();
      wanted.addAll(startable(host));
      DeployRequests answering =
          new DeployRequests(host.process().name(), host.host().requests(), () -> redeploy(host));
      requests.add(answering);
    }
    graph.start(wanted, progress);
  }

  /** Gitea's root URL. */
  public URI giteaUrl() {
    return parts.gitea().url();
  }

  /** The first Drone's root URL. */
  public URI droneUrl() {
    return droneUrls().getFirst();
  }

  /** All Drones' root URLs. */
  public List<URI> droneUrls() {
    return parts.hosts().stream().map(host -> host.drone().url()).toList();
  }

  /** The first host's folder: what an operator has. */
  public Path hostFolder() {
    return hostFolder(0);
  }

  /** A host's folder; there is one for each Drone. */
  public Path hostFolder(int drone) {
    return parts.hosts().get(drone).host().directory();
  }

  /** The first host's {@code gitea-drone.yaml}. */
  public Path configFile() {
    return configFile(0);
  }

  /** A host's {@code gitea-drone.yaml}. */
  public Path configFile(int drone) {
    return parts.hosts().get(drone).host().config();
  }

  /** The operator's age key, good for the files of all hosts. */
  public Path operatorKeyFile() {
    return Host.operatorKey(parts.folder());
  }

  /** The decrypted secrets that the host's servers are started with; there after a deploy. */
  public Path environmentFile(int drone) {
    return parts.hosts().get(drone).host().environmentFile();
  }

  /** What the operator's process needs in its environment: the age key, and sops on PATH. */
  public Map<String, String> environment() {
    return Map.of(
        "SOPS_AGE_KEY_FILE",
        operatorKeyFile().toString(),
        "PATH",
        parts.programs().bin() + ":" + Tools.path());
  }

  /** A prefix for Gitea's own command line, such as {@code admin user create …}. */
  public List<String> giteaCli() {
    return List.of(parts.gitea().cli().toString());
  }

  /** What runs where. */
  public Description description() {
    List<RunnerFact> runners =
        parts.hosts().stream()
            .flatMap(host -> host.runners().values().stream())
            .map(r -> new RunnerFact(r.type(), r.machine(), r.standIn(), graph.isRunning(r.part())))
            .toList();
    return new Description(
        giteaUrl(),
        version(parts.giteaProcess()),
        droneUrls(),
        version(parts.hosts().getFirst().process()),
        options.edition(),
        runners,
        parts.dockerNote(),
        parts.folder().root(),
        parts.folder().logs(),
        took);
  }

  /** Stops Gitea. */
  public void stopGitea() {
    inTurn(() -> graph.stop(List.of(parts.giteaProcess())));
  }

  /** Starts Gitea on the same port and waits for it. */
  public void startGitea() {
    inTurn(() -> graph.start(notRunning(List.of(parts.giteaProcess())), Progress.SILENT));
  }

  /** Stops the first Drone. */
  public void stopDrone() {
    inTurn(() -> graph.stop(List.of(parts.hosts().getFirst().process())));
  }

  /** Starts the first Drone with what the last deploy brought, and waits for it. */
  public void startDrone() {
    inTurn(() ->
        graph.start(notRunning(List.of(parts.hosts().getFirst().process())), Progress.SILENT));
  }

  /** Restarts the first Drone with what the last deploy brought; its runners go on. */
  public void restartDrone() {
    stopDrone();
    startDrone();
  }

  /** Stops a runner of the first Drone. */
  public void stopRunner(RunnerType type) {
    inTurn(() -> graph.stop(List.of(runner(type))));
  }

  /**
   * Starts a runner of the first Drone with what the last deploy brought, and waits until it has
   * reached Drone.
   */
  public void startRunner(RunnerType type) {
    inTurn(() -> graph.start(notRunning(List.of(runner(type))), Progress.SILENT));
  }

  /**
   * Has deploys leave a runner of the first Drone running as it is, as hosts do whose unit has
   * {@code restartIfChanged = false}.
   */
  public void keepOverDeploys(RunnerType type) {
    inTurn(() -> kept.add(runner(type)));
  }

  /** Runs the first host's deploy script. */
  public void deploy() {
    deploy(0);
  }

  /**
   * Runs a host's deploy script.
   *
   * @throws Failure if it does not end with 0, with what it said
   */
  public void deploy(int drone) {
    Host host = parts.hosts().get(drone).host();
    Spawner.run(
        "deploying " + host.directory(),
        Launch.of(
            List.of(host.deployScript().toString()),
            Map.of("PATH", Tools.path()),
            host.directory()),
        new LogTail(parts.folder().log("deploy"), List::of),
        dev.giteadrone.model.Deadline.in(Duration.ofMinutes(2)));
  }

  /**
   * The end of a part's log, without secrets.
   *
   * @param part such as {@code gitea}, {@code drone}, {@code runner-docker}, {@code docker}
   */
  public String logTail(String part) {
    return parts.all().stream()
        .filter(p -> p.name().equals(part))
        .findFirst()
        .flatMap(Startable::log)
        .map(log -> log.lines(40))
        .orElse("");
  }

  /** Keeps the state of all servers and host folders. They are stopped for a moment. */
  public Snapshot snapshot() {
    turn.lock();
    try {
      List<Startable> running = parts.servers().stream().filter(graph::isRunning).toList();
      graph.stop(running);
      Snapshot snapshot =
          Snapshots.take(
              parts.folder(), running.stream().map(Startable::name).toList(), parts.stateFolders());
      graph.start(running, Progress.SILENT);
      return snapshot;
    } finally {
      turn.unlock();
    }
  }

  /** Goes back to a state; what ran then runs again, on the same ports. */
  public void restore(Snapshot snapshot) {
    inTurn(() -> {
      graph.kill(parts.servers());
      Snapshots.putBack(parts.folder(), snapshot, parts.stateFolders());
      graph.start(
          parts.servers().stream().filter(p -> snapshot.running().contains(p.name())).toList(),
          Progress.SILENT);
    });
  }

  /** Stops everything; removes the folder if it was a temporary one. */
  @Override
  public void close() {
    end(false);
  }

  private void end(boolean keepLogs) {
    graph.close();
    requests.forEach(DeployRequests::close);
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    if (options.folder().isEmpty()) {
      parts.folder().remove(keepLogs);
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This is the hook.
    }
  }

  private void closeQuietly() {
    end(false);
  }

  private void redeploy(DroneHost host) {
    inTurn(() -> {
      graph.stop(host.parts().stream().filter(part -> !kept.contains(part)).toList());
      graph.start(notRunning(startable(host)), Progress.SILENT);
    });
  }

  /** The parts of a host that can run with what the last deploy brought. */
  private List<Startable> startable(DroneHost host) {
    return options.startRunners() && host.host().hasRpcSecret()
        ? host.parts()
        : List.of(host.process());
  }

  private List<Startable> notRunning(List<? extends Startable> wanted) {
    return wanted.stream().<Startable>map(p -> p).filter(p -> !graph.isRunning(p)).toList();
  }

  private Startable runner(RunnerType type) {
    Runners.Runner runner = parts.hosts().getFirst().runners().get(type);
    if (runner == null) {
      throw new Failure(
          ExitCode.USAGE,
          Problem.of(
              "sandbox.runner",
              "using the " + type.label() + " runner of the sandbox",
              "it has none" + (type == RunnerType.DOCKER ? ": " + parts.dockerNote() : ""),
              "ask for it when starting the sandbox"));
    }
    return runner.part();
  }

  private String version(Startable part) {
    return graph.isRunning(part) ? part.look().value().orElse("") : "";
  }

  private void inTurn(Runnable action) {
    turn.lock();
    try {
      action.run();
    } finally {
      turn.unlock();
    }
  }
}
