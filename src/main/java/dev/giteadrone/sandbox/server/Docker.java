package dev.giteadrone.sandbox.server;

import dev.giteadrone.sandbox.process.Cgroups;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Launch;
import dev.giteadrone.sandbox.process.LogTail;
import dev.giteadrone.sandbox.process.ProcessTree;
import dev.giteadrone.sandbox.process.Readiness;
import dev.giteadrone.sandbox.process.ServerProcess;
import dev.giteadrone.sandbox.process.Spawner;
import dev.giteadrone.sandbox.process.Startable;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.sandbox.process.Tools;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The Docker daemon of a sandbox: one that runs on this machine already, or the sandbox's own.
 *
 * <p>The sandbox's own daemon has its own namespaces for processes, mounts and network. So it
 * changes no firewall rule and no interface of this machine, and all its containers end with it,
 * even if this process is killed.
 */
public final class Docker {
  private static final String DEFAULT_SOCKET = "unix:///var/run/docker.sock";
  private static final List<String> NAMESPACES =
      List.of("--pid", "--fork", "--kill-child=KILL", "--mount", "--net", "--mount-proc");

  private final Folder folder;
  private final String socket;
  private final Optional<String> cgroup;
  private final Optional<SystemUser> user;
  private List<Startable> parts = List.of();

  private Docker(Folder folder, String socket, Optional<String> cgroup, Optional<SystemUser> user) {
    this.folder = folder;
    this.socket = socket;
    this.cgroup = cgroup;
    this.user = user;
  }

  /** The daemon to use or to start, or the reason why there is none. */
  public record Found(Optional<Docker> docker, String reason) {}

  /**
   * Looks for a running daemon, otherwise for the programs to start one.
   *
   * @param user a further user who may use it
   */
  public static Found find(Folder folder, Optional<SystemUser> user) {
    if (Tools.find("docker").isEmpty()) {
      return none("the docker command is not installed");
    }
    String running = socketOfEnvironment();
    if (answers(folder, running)) {
      return found(new Docker(folder, running, Optional.empty(), user));
    }
    if (!SystemUser.isRoot()) {
      return none("no Docker daemon answers, and only root can start one");
    }
    if (Tools.find("dockerd").isEmpty() || Tools.find("unshare").isEmpty()) {
      return none("no Docker daemon answers, and dockerd is not installed");
    }
    if (!mayUnshare(folder)) {
      return none("no Docker daemon answers, and none can be started on this machine");
    }
    String name = groups(ProcessHandle.current().pid()) + System.nanoTime();
    return found(
        new Docker(
            folder, "unix://" + folder.data("docker").resolve("sock"), Optional.of(name), user));
  }

  /** The common beginning of the names of the control groups that the daemons of a process have. */
  public static String groups(long pid) {
    return "gitea-drone-sandbox-" + pid + "-";
  }

  /**
   * Removes what the runners of a Drone have left on this machine's daemon, if it has one.
   *
   * @param folder where the command runs
   * @param drone the Drone's host and port
   */
  public static void removeContainers(Folder folder, String drone) {
    String running = socketOfEnvironment();
    if (Tools.find("docker").isPresent() && answers(folder, running)) {
      WithoutContainers.remove(
          new Docker(folder, running, Optional.empty(), Optional.empty()), drone);
    }
  }

  /** Whether the sandbox starts and stops the daemon. */
  public boolean isOwn() {
    return cgroup.isPresent();
  }

  /** Where containers run, as a text for people. */
  public String note() {
    return isOwn() ? "its own daemon" : "the daemon of this machine";
  }

  /** The address for {@code DOCKER_HOST}. */
  public String socket() {
    return socket;
  }

  /** The id of the group whose members may use the daemon. The daemon must be running. */
  String group() {
    try {
      return Files.getAttribute(Path.of(socket.substring("unix://".length())), "unix:gid")
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The parts to start, the same for each call: the daemon if it is the sandbox's own, and the
   * image.
   */
  public synchronized List<Startable> parts() {
    if (parts.isEmpty()) {
      List<Startable> daemon = isOwn() ? List.of(daemon()) : List.of();
      Startable image = new BusyboxImage(folder, this, daemon);
      parts = Stream.concat(daemon.stream(), Stream.of(image)).toList();
    }
    return parts;
  }

  /** A {@code docker} command for this daemon. */
  Launch command(List<String> arguments) {
    List<String> argv =
        Stream.concat(Stream.of(Tools.find("docker").orElseThrow().toString()), arguments.stream())
            .toList();
    return Launch.of(
        argv,
        Map.of("PATH", Tools.path(), "DOCKER_HOST", socket, "HOME", folder.run().toString()),
        folder.root());
  }

  /** Whether a command exits with 0 in time; its output is discarded. */
  public static boolean succeeds(Launch launch, Duration limit) {
    Process process = Spawner.spawn(launch, Path.of("/dev/null"));
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      ProcessTree.end(process, 0);
    }
  }

  private Startable daemon() {
    LogTail log = new LogTail(folder.log("docker"), List::of);
    ServerProcess process =
        new ServerProcess(
            new ServerProcess.Blueprint(
                "docker",
                List.of(),
                List.of(),
                this::launch,
                Readiness.when(() -> answers(folder, socket), "no answer yet"),
                Duration.ofSeconds(30),
                // Containers would have 10 s to end, but nothing of them is kept.
                Duration.ZERO,
                log));
    return new Cleaned(process, this::clean);
  }

  private Launch launch() {
    Path home = folder.data("docker");
    try {
      Folder.mode(Files.createDirectories(home), user.isEmpty() ? "rwx------" : "rwx--x--x");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> daemon =
        List.of(
            Tools.find("dockerd").orElseThrow().toString(),
            "--data-root",
            home.resolve("data").toString(),
            "--exec-root",
            home.resolve("exec").toString(),
            "-H",
            socket,
            "--group",
            user.flatMap(SystemUser::ids).map(SystemUser.Ids::gid).orElse("0"),
            "-p",
            home.resolve("pid").toString(),
            "--cgroup-parent",
            "/" + cgroup.orElseThrow(),
            "--iptables=false",
            "--ip6tables=false",
            "--ip-masq=false",
            "--ip-forward=false");
    return Launch.of(
        Stream.of(
                Stream.of(Tools.find("unshare").orElseThrow().toString()),
                NAMESPACES.stream(),
                daemon.stream())
            .flatMap(s -> s)
            .toList(),
        Map.of("PATH", Tools.path()),
        folder.root());
  }

  private void clean() {
    Cgroups.remove(cgroup.orElseThrow());
    Folder.delete(folder.data("docker"));
  }

  /** The address that Docker's own command uses, if it is on this machine. */
  private static String socketOfEnvironment() {
    return Optional.ofNullable(System.getenv("DOCKER_HOST"))
        .filter(host -> host.startsWith("unix://"))
        .orElse(DEFAULT_SOCKET);
  }

  private static boolean answers(Folder folder, String socket) {
    return Files.exists(Path.of(socket.substring("unix://".length())))
        && succeeds(
            new Docker(folder, socket, Optional.empty(), Optional.empty())
                .command(List.of("version")),
            Duration.ofSeconds(5));
  }

  private static boolean mayUnshare(Folder folder) {
    return succeeds(
        Launch.of(
            Stream.of(
                    Stream.of(Tools.find("unshare").orElseThrow().toString()),
                    NAMESPACES.stream(),
                    Stream.of("true"))
                .flatMap(s -> s)
                .toList(),
            Map.of("PATH", Tools.path()),
            folder.root()),
        Duration.ofSeconds(5));
  }

  private static Found none(String reason) {
    return new Found(Optional.empty(), reason);
  }

  private static Found found(Docker docker) {
    return new Found(Optional.of(docker), "");
  }

  /** A process with something to clean up after its end. */
  private record Cleaned(ServerProcess process, Runnable cleaning) implements Startable {
    @Override
    public String name() {
      return process.name();
    }

    @Override
    public List<Startable> dependencies() {
      return process.dependencies();
    }

    @Override
    public void start(Deadline deadline) {
      process.start(deadline);
    }

    @Override
    public Poller.Poll<String> look() {
      return process.look();
    }

    @Override
    public Duration limit() {
      return process.limit();
    }

    @Override
    public void stop() {
      process.stop();
      cleaning.run();
    }

    @Override
    public Optional<LogTail> log() {
      return process.log();
    }
  }
}
