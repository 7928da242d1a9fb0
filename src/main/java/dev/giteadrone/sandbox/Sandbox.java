package dev.giteadrone.sandbox;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.sandbox.host.Host;
import dev.giteadrone.sandbox.host.Operator;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.sandbox.process.Startable;
import dev.giteadrone.sandbox.process.TcpRelay;
import dev.giteadrone.sandbox.server.LogLines;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Real servers on loopback: Gitea, one or more Drones, their runners and, if none runs on this
 * machine, a Docker daemon. Everything is removed when the sandbox is closed, when it fails to
 * start, and when this process ends in any way.
 *
 * <p>The methods may be called from any thread. Those that start or stop something wait for each
 * other.
 */
public final class Sandbox implements AutoCloseable {
  private static final Case NO_RUNNER = Case.of(ProblemId.SANDBOX_RUNNER, "none", "type", "note");

  private final SandboxOptions options;
  private final SandboxParts parts;
  private final ServerLifecycle lifecycle;
  private final Thread hook = new Thread(this::close, "sandbox-end");
  private Duration took = Duration.ZERO;
  private boolean closed;

  private Sandbox(SandboxOptions options, SandboxParts parts) {
    this.options = options;
    this.parts = parts;
    this.lifecycle = new ServerLifecycle(parts, options.startRunners());
  }

  /**
   * Starts the servers and waits until they are ready. Missing programs are built first, which
   * takes minutes.
   *
   * @param progress is told which part the start waits for, and which part is ready
   * @throws Failure if a part does not become ready, with the end of its log; the parts that were
   *     started are stopped again
   */
  public static Sandbox start(SandboxOptions options, Progress progress) {
    return start(options, Programs.ofEnvironment(), progress);
  }

  /** Does the same as {@link #start(SandboxOptions, Progress)}, with these programs. */
  static Sandbox start(SandboxOptions options, Programs programs, Progress progress) {
    return start(options, programs, progress, sandbox -> sandbox.lifecycle.startAll(progress));
  }

  /**
   * Starts servers that already work together, as after a bootstrap at level login: the
   * administrator, the application, both sops files and the deploy are there. It does not run a
   * bootstrap: it copies a prepared pair and replaces addresses and secrets. That takes little
   * longer than the start of the servers. Hosts that cannot be prepared (the profile reference,
   * several Drones, given secrets) are started blank and bootstrapped.
   *
   * @param progress is told which part the start waits for, and which part is ready
   * @throws Failure if a part does not become ready, or if the servers do not work together
   */
  public static Sandbox startWired(SandboxOptions options, Progress progress) {
    return startWired(options, Programs.ofEnvironment(), progress);
  }

  /** Does the same as {@link #startWired(SandboxOptions, Progress)}, with these programs. */
  static Sandbox startWired(SandboxOptions options, Programs programs, Progress progress) {
    if (!PreparedPair.serves(options)) {
      return start(
          options,
          programs,
          progress,
          sandbox -> {
            sandbox.lifecycle.startAll(progress);
            PreparedPair.bootstrap(sandbox);
          });
    }
    PreparedPair pair = PreparedPair.of(options, programs, progress);
    return start(
        options,
        programs,
        progress,
        sandbox -> {
          pair.copyTo(sandbox.parts);
          sandbox.lifecycle.startGitea(progress);
          try {
            Rekeying rekeying = Rekeying.of(sandbox, pair);
            rekeying.beforeDrone();
            sandbox.lifecycle.startAll(progress);
            rekeying.withDrone();
          } catch (RuntimeException e) {
            if (!sandbox.lifecycle.isEnding(e)) {
              pair.discard(); // The copy may be damaged.
            }
            throw e;
          }
        });
  }

  private static Sandbox start(
      SandboxOptions options, Programs programs, Progress progress, Consumer<Sandbox> how) {
    long start = System.nanoTime();
    return start(
        new Sandbox(options, SandboxParts.make(options, programs, progress, false)), start, how);
  }

  /**
   * Starts the servers of an earlier sandbox again, with the data in its folder.
   *
   * @param options those of the earlier one, with its folder and its ports
   * @param progress is told which part the start waits for, and which part is ready
   * @throws Failure if a part does not become ready, or if a port is taken meanwhile
   */
  public static Sandbox resume(SandboxOptions options, Progress progress) {
    long start = System.nanoTime();
    SandboxParts parts = SandboxParts.make(options, Programs.ofEnvironment(), progress, true);
    return start(
        new Sandbox(options, parts), start, sandbox -> sandbox.lifecycle.startAll(progress));
  }

  private static Sandbox start(Sandbox sandbox, long start, Consumer<Sandbox> how) {
    Runtime.getRuntime().addShutdownHook(sandbox.hook);
    try {
      how.accept(sandbox);
      sandbox.took = Duration.ofNanos(System.nanoTime() - start);
      return sandbox;
    } catch (RuntimeException e) {
      sandbox.end(true);
      throw e;
    }
  }

  /** Gitea's root URL. */
  public URI giteaUrl() {
    return parts.gitea().url();
  }

  /** The first Drone's root URL. */
  public URI droneUrl() {
    return droneUrls().getFirst();
  }

  /** The root URLs of all Drones. */
  public List<URI> droneUrls() {
    return parts.hosts().stream().map(host -> host.drone().url()).toList();
  }

  /** The first host's folder, which the operator works in. */
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

  /** The operator's age key. It decrypts the files of all hosts. */
  public Path operatorKeyFile() {
    return Host.operatorKey(parts.folder());
  }

  /**
   * The decrypted secrets that the host's servers are started with. The file exists after a deploy.
   */
  public Path environmentFile(int drone) {
    return parts.hosts().get(drone).host().environmentFile();
  }

  /** The certificate authority to trust, as a PEM file; empty without TLS. */
  public Optional<Path> caCertificate() {
    return parts.around().caCertificate();
  }

  /** The variables that the operator's process needs: the age key, and a PATH with sops. */
  public Map<String, String> environment() {
    return Operator.environment(operatorKeyFile(), parts.programs().bin());
  }

  /** A copy of {@code inherited} for that process: without credentials for other servers. */
  public Map<String, String> environment(Map<String, String> inherited) {
    Map<String, String> environment = Operator.withoutCredentials(inherited);
    environment.putAll(environment());
    return environment;
  }

  /** The administrator's sops file of the first host; there after a bootstrap. */
  public Path adminFile() {
    return hostFolder().resolve(Host.ADMIN_FILE);
  }

  /** A prefix for Gitea's own command line, such as {@code admin user create …}. */
  public List<String> giteaCli() {
    return List.of(parts.gitea().cli().toString());
  }

  /** The parts and addresses of this sandbox. */
  public SandboxDescription description() {
    return SandboxDescription.of(parts, lifecycle, options.edition(), took);
  }

  /** The runners of the first Drone, whether they run or not. */
  public List<RunnerType> runners() {
    return List.copyOf(parts.hosts().getFirst().runners().keySet());
  }

  /** Stops Gitea. */
  public void stopGitea() {
    lifecycle.stop(parts.giteaProcess());
  }

  /** Starts Gitea on the same port and waits for it. */
  public void startGitea() {
    lifecycle.start(parts.giteaProcess());
  }

  /** Stops the first Drone. */
  public void stopDrone() {
    lifecycle.stop(parts.hosts().getFirst().process());
  }

  /** Starts the first Drone with the secrets of the last deploy, and waits for it. */
  public void startDrone() {
    lifecycle.start(parts.hosts().getFirst().process());
  }

  /** Restarts the first Drone with the secrets of the last deploy. Its runners keep running. */
  public void restartDrone() {
    stopDrone();
    startDrone();
  }

  /** Stops a runner of the first Drone. */
  public void stopRunner(RunnerType type) {
    lifecycle.stop(runner(type));
  }

  /**
   * Starts a runner of the first Drone with the secrets of the last deploy, and waits until it is
   * connected to Drone.
   */
  public void startRunner(RunnerType type) {
    lifecycle.start(runner(type));
  }

  /**
   * Excludes a runner of the first Drone from restarts by deploys, as on hosts whose unit has
   * {@code restartIfChanged = false}. Ends when a snapshot is restored.
   */
  public void keepOverDeploys(RunnerType type) {
    lifecycle.keepOverDeploys(runner(type));
  }

  /**
   * Excludes the first Drone's server from restarts by deploys, as on hosts where sops-nix is not
   * configured to restart it. Ends when a snapshot is restored.
   */
  public void keepDroneOverDeploys() {
    lifecycle.keepOverDeploys(parts.hosts().getFirst().process());
  }

  /** Lets deploys restart the server and every runner again. */
  public void keepNothingOverDeploys() {
    lifecycle.keepNothingOverDeploys();
  }

  /** Runs the first host's deploy script. */
  public void deploy() {
    deploy(0);
  }

  /**
   * Runs a host's deploy script.
   *
   * @throws Failure if its exit code is not 0, with its output
   */
  public void deploy(int drone) {
    parts.hosts().get(drone).host().deploy();
  }

  /**
   * The end of a part's log, without secrets.
   *
   * @param part such as {@code gitea}, {@code drone}, {@code runner-docker}, {@code docker}
   */
  public String logTail(String part) {
    return parts.log(part).map(log -> log.lines(40)).orElse("");
  }

  /** The last lines of a part's log that are not for debugging, in readable form. */
  public String importantLog(String part) {
    return parts.log(part).map(LogLines::important).orElse("");
  }

  /**
   * The relay in front of a server; empty if the options have no relay.
   *
   * @param part {@code gitea} or {@code drone}
   */
  public Optional<TcpRelay> relay(String part) {
    return parts.around().beside().stream()
        .filter(TcpRelay.class::isInstance)
        .map(TcpRelay.class::cast)
        .filter(relay -> relay.name().equals(TcpRelay.name(part)))
        .findFirst();
  }

  /** The names in {@code programs} of the programs that such a sandbox runs. */
  public static List<String> programs(SandboxOptions options, Programs programs) {
    return SandboxParts.needed(options, programs);
  }

  /** The name of the Gitea user who is or becomes the administrator. */
  public String adminName() {
    return options.admin();
  }

  /** The decrypted content of the admin file: password and tokens. */
  public AdminRecord admin() {
    return AdminSecrets.read(adminFile(), operatorKeyFile(), parts.programs().program("sops"));
  }

  /** Saves the state of all servers and host folders. They are stopped meanwhile. */
  public Snapshot snapshot() {
    return lifecycle.snapshot();
  }

  /** Restores a saved state. The parts that ran at that time run again, on the same ports. */
  public void restore(Snapshot snapshot) {
    lifecycle.restore(snapshot);
  }

  /** Stops everything. A temporary folder is deleted. */
  @Override
  public void close() {
    end(false);
  }

  private void end(boolean keepLogs) {
    lifecycle.close();
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
      // This code runs in the hook itself.
    }
  }

  private Startable runner(RunnerType type) {
    var runner = parts.hosts().getFirst().runners().get(type);
    if (runner == null) {
      throw NO_RUNNER.failure(type.label(), type == RunnerType.DOCKER ? parts.dockerNote() : "");
    }
    return runner.part();
  }
}
