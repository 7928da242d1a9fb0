package dev.giteadrone.sandbox;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.Dotenv;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.sandbox.host.Host;
import dev.giteadrone.sandbox.host.Operator;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A sandbox that runs in another process. It keeps running when this process ends, until it is
 * stopped. It has a name, and its state is stored in the user's state folder.
 *
 * <p>The values about the servers are those from the time when this object was created.
 */
public final class Detached {
  private static final Case STOPPED = Case.of(ProblemId.SANDBOX_NAME, "stopped", "name");

  /** The name that is used if no name is given. */
  public static final String DEFAULT_NAME = "default";

  /** The name of the log of the process that runs the servers. */
  public static final String OWN_LOG = "sandbox";

  /** Whether the sandbox runs. */
  public enum Status {
    /** Its process is starting the servers. */
    STARTING,
    /** All its parts run. */
    RUNNING,
    /** It was stopped, and its data were kept. */
    STOPPED,
    /** It did not start, or a part of it no longer runs. */
    BROKEN
  }

  /**
   * Whether the sandbox runs, and if not, why.
   *
   * @param trouble the reason if it is broken; otherwise empty
   */
  public record Condition(Status status, String trouble) {}

  private static final String GONE = "its process is gone";
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

  private final DetachedFolder folder;
  private final DetachedState state;
  private final boolean found;

  Detached(DetachedFolder folder, boolean found) {
    this.folder = folder;
    this.state = folder.read().orElseThrow(() -> gone(folder.name()));
    this.found = found;
  }

  /**
   * Makes sure that a sandbox of this name runs: uses a running one, starts a stopped one again
   * with its data, or starts a new one. The servers of a new one work together, unless the options
   * say blank. What is left of a killed sandbox is stopped first.
   *
   * @param name up to 40 of a-z, 0-9 and -
   * @param progress is told which part the start waits for, and which part is ready
   * @throws Failure if it does not start, if a port is taken, or if a sandbox of this name has
   *     other options
   */
  public static Detached up(String name, DetachedOptions options, Progress progress) {
    return DetachedSandboxes.ofProcess().up(name, options, progress);
  }

  /** Finds a sandbox, running or stopped; empty if there is none of this name. */
  public static Optional<Detached> find(String name) {
    return DetachedSandboxes.ofProcess().find(name);
  }

  /** Stops the sandbox and deletes all its data. */
  public void down() {
    new DetachedEnd(folder).down(false);
  }

  /**
   * Stops the sandbox and keeps its data; {@link #up} starts it again with them. If it was never
   * ready, it has no data to keep.
   */
  public void stop() {
    new DetachedEnd(folder).down(true);
  }

  /** The name of the sandbox. */
  public String name() {
    return folder.name();
  }

  /** Whether {@link #up} found it already running. */
  public boolean wasRunning() {
    return found;
  }

  /** Whether it runs now. Checks the process and both servers. */
  public Condition condition() {
    if (state.isAlive()) {
      return state.phase() == DetachedState.Phase.RUNNING
          ? answering()
          : new Condition(Status.STARTING, "");
    }
    if (state.phase() == DetachedState.Phase.STOPPED) {
      return new Condition(Status.STOPPED, "");
    }
    return new Condition(
        Status.BROKEN,
        state.failure().map(failure -> "its start failed: " + failure.problem()).orElse(GONE));
  }

  /** The options it was started with, and the ports it has. */
  public DetachedOptions options() {
    return state.options();
  }

  /** Gitea's root URL. */
  public URI giteaUrl() {
    return URI.create(fact(DetachedState.GITEA));
  }

  /** Drone's root URL. */
  public URI droneUrl() {
    return URI.create(fact(DetachedState.DRONE));
  }

  /** The versions of Gitea and Drone. */
  public List<String> versions() {
    return List.of(fact(DetachedState.GITEA_VERSION), fact(DetachedState.DRONE_VERSION));
  }

  /** The machine names of the runners, as Drone shows them. */
  public List<String> machines() {
    return Stream.of(state.get(DetachedState.MACHINES).split(",", -1))
        .filter(machine -> !machine.isEmpty())
        .toList();
  }

  /** Where containers run, or why they cannot run. */
  public String docker() {
    return state.get(DetachedState.DOCKER);
  }

  /** Whether it was ready at least once. Only then its URLs and folders are known. */
  public boolean isKnown() {
    return state.isWhole();
  }

  /** The folder with the servers' data and logs. */
  public Path folder() {
    return Path.of(state.servers());
  }

  /** The host's folder, which the operator works in. */
  public Path hostFolder() {
    return Path.of(fact(DetachedState.HOST));
  }

  /** The host's {@code gitea-drone.yaml}. */
  public Path configFile() {
    return hostFolder().resolve(ConfigFile.DEFAULT_NAME);
  }

  /** The operator's age key. */
  public Path operatorKeyFile() {
    return Path.of(fact(DetachedState.OPERATOR_KEY));
  }

  /** The decrypted secrets that the servers are started with. The file exists after a deploy. */
  public Path environmentFile() {
    return Path.of(fact(DetachedState.ENVIRONMENT_FILE));
  }

  /** The certificate authority to trust, as a PEM file; empty without TLS. */
  public Optional<Path> caCertificate() {
    return Optional.of(state.get(DetachedState.CA)).filter(s -> !s.isEmpty()).map(Path::of);
  }

  /** The variables that the operator's process needs: the age key, and a PATH with sops. */
  public Map<String, String> environment() {
    return Operator.environment(operatorKeyFile(), Path.of(fact(DetachedState.PROGRAMS)));
  }

  /** The administrator's user name. */
  public String username() {
    return ConfigFile.load(configFile(), Map.of()).gitea().username();
  }

  /** The administrator's secrets; empty while the servers are blank. */
  public AdminRecord admin() {
    return AdminSecrets.read(
        hostFolder().resolve(Host.ADMIN_FILE),
        operatorKeyFile(),
        Path.of(fact(DetachedState.PROGRAMS), "sops"));
  }

  /** The administrator's password; empty while the servers are blank. */
  public Optional<Secret> password() {
    return admin().get(AdminKey.PASSWORD);
  }

  /** The names of all logs: first the one of the sandbox's process, then those of the parts. */
  public List<String> logs() {
    List<String> names = new ArrayList<>(List.of(OWN_LOG));
    try (Stream<Path> files = Files.list(folder().resolve("logs"))) {
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".log"))
          .map(name -> name.substring(0, name.length() - ".log".length()))
          .sorted()
          .forEach(names::add);
    } catch (IOException e) {
      // The start has not created it yet.
    }
    return names;
  }

  /** A log of {@link #logs}, without secrets. */
  public LogReader log(String name) {
    Path file =
        name.equals(OWN_LOG) ? folder.log() : folder().resolve("logs").resolve(name + ".log");
    return new LogReader(file, this::secrets);
  }

  private List<Secret> secrets() {
    if (!isKnown() || !Files.isReadable(environmentFile())) {
      return List.of();
    }
    try {
      return Dotenv.parse(Files.readString(environmentFile())).values().values().stream()
          .map(Secret::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks that the servers answer. A deploy restarts Drone, so a server may be down for a moment.
   */
  private Condition answering() {
    Poller.PollResult<Condition> ended =
        new Poller(new Timeline(), Progress.SILENT)
            .until(
                "sandbox " + name(),
                Deadline.in(ANSWERS_WITHIN),
                Duration.ofMillis(50),
                this::look);
    return ended.value().orElseGet(() -> new Condition(Status.BROKEN, ended.lastSeen()));
  }

  private Poller.Poll<Condition> look() {
    Optional<String> silent =
        !listens(giteaUrl())
            ? Optional.of("Gitea")
            : Optional.of("Drone").filter(server -> !listens(droneUrl()));
    if (silent.isEmpty()) {
      return Poller.Poll.done(new Condition(Status.RUNNING, ""));
    }
    return state.isAlive()
        ? Poller.Poll.notYet(silent.get() + " does not answer")
        : Poller.Poll.done(new Condition(Status.BROKEN, GONE));
  }

  private static boolean listens(URI url) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String fact(String name) {
    String value = state.get(name);
    if (value.isEmpty()) {
      throw gone(folder.name());
    }
    return value;
  }

  private static Failure gone(String name) {
    return STOPPED.failure(name);
  }
}
