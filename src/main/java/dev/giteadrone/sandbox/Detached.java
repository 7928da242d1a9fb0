package dev.giteadrone.sandbox;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.io.Dotenv;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.sandbox.process.Tools;
import dev.giteadrone.time.Deadline;
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
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A sandbox that another process runs: it goes on when this one ends, until it is stopped. It has a
 * name, and what is written down of it is in the folder of state of its user.
 *
 * <p>What is known of the servers is what was known when this object was made.
 */
public final class Detached {
  /** What a sandbox is called that nobody gives a name. */
  public static final String DEFAULT_NAME = "default";

  /** The log of the process that runs the servers, beside those of the servers. */
  public static final String OWN_LOG = "sandbox";

  /** Whether it runs. */
  public enum Status {
    /** Its process starts the servers. */
    STARTING,
    /** All of it runs. */
    RUNNING,
    /** It was stopped, and its data kept. */
    STOPPED,
    /** It should run, and part of it does not, or it did not start. */
    BROKEN
  }

  /**
   * Whether it runs, and why it does not.
   *
   * @param trouble of a broken one; else empty
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
   * Has a sandbox run: finds it running, starts it again with its data, or starts a new one, whose
   * servers work together unless they are to be blank. Stops what is left of one that was killed.
   *
   * @param name up to 40 of a-z, 0-9 and -
   * @param progress hears of each part that is waited for, and of each that is ready
   * @throws Failure if it does not start, if a port is taken, or if a sandbox of this name has
   *     other options
   */
  public static Detached up(String name, DetachedOptions options, Progress progress) {
    return DetachedSandboxes.ofProcess().up(name, options, progress);
  }

  /** One that exists, whether it runs or not. */
  public static Optional<Detached> find(String name) {
    return DetachedSandboxes.ofProcess().find(name);
  }

  /** Stops it and removes it with all its data. */
  public void down() {
    new DetachedEnd(folder).down(false);
  }

  /** Stops it; {@link #up} goes on with its data. One that was never ready has none. */
  public void stop() {
    new DetachedEnd(folder).down(true);
  }

  /** What it is called. */
  public String name() {
    return folder.name();
  }

  /** Whether {@link #up} found it running. */
  public boolean wasRunning() {
    return found;
  }

  /** Whether it runs now; looks at the process and at both servers. */
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

  /** What it was started with, with the ports that it has. */
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

  /** The names of the runners' machines. */
  public List<String> machines() {
    return Stream.of(state.get(DetachedState.MACHINES).split(",", -1))
        .filter(machine -> !machine.isEmpty())
        .toList();
  }

  /** Where containers run, or why they cannot. */
  public String docker() {
    return state.get(DetachedState.DOCKER);
  }

  /** Whether it was ready once, so that there are URLs and folders. */
  public boolean isKnown() {
    return state.isWhole();
  }

  /** The folder with the servers' data and logs. */
  public Path folder() {
    return Path.of(state.servers());
  }

  /** The folder that an operator has. */
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

  /** The decrypted secrets that the servers are started with; there after a deploy. */
  public Path environmentFile() {
    return Path.of(fact(DetachedState.ENVIRONMENT_FILE));
  }

  /** The certificate authority to trust, as a PEM file; empty where there is no TLS. */
  public Optional<Path> caCertificate() {
    return Optional.of(state.get(DetachedState.CA)).filter(s -> !s.isEmpty()).map(Path::of);
  }

  /** What the operator's process needs in its environment: the age key, and sops on PATH. */
  public Map<String, String> environment() {
    return Map.of(
        "SOPS_AGE_KEY_FILE",
        operatorKeyFile().toString(),
        "PATH",
        fact(DetachedState.PROGRAMS) + ":" + Tools.path());
  }

  /** The administrator's user name. */
  public String username() {
    return ConfigFile.load(configFile(), Map.of()).gitea().username();
  }

  /** The administrator's secrets; none as long as the servers are blank. */
  public AdminRecord admin() {
    return AdminSecrets.read(
        hostFolder().resolve(".secrets/gitea-admin.yaml"),
        operatorKeyFile(),
        Path.of(fact(DetachedState.PROGRAMS), "sops"));
  }

  /** The administrator's password; empty as long as the servers are blank. */
  public Optional<Secret> password() {
    return admin().get(AdminKey.PASSWORD);
  }

  /** The names of all logs: its own process's, then those of the parts. */
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
      // It has not got that far.
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

  /** A deploy restarts Drone, so a server may be away for a moment. */
  private Condition answering() {
    Deadline deadline = Deadline.in(ANSWERS_WITHIN);
    while (true) {
      Optional<String> silent =
          !listens(giteaUrl())
              ? Optional.of("Gitea")
              : Optional.of("Drone").filter(server -> !listens(droneUrl()));
      if (silent.isEmpty()) {
        return new Condition(Status.RUNNING, "");
      } else if (!state.isAlive()) {
        return new Condition(Status.BROKEN, GONE);
      } else if (deadline.passed()) {
        return new Condition(Status.BROKEN, silent.get() + " does not answer");
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
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
    return new Failure(
        ExitCode.FAILED,
        Problem.of(
            "sandbox.name",
            "using the sandbox " + name,
            "it is not running",
            "start it: gitea-drone sandbox up --name " + name));
  }
}
