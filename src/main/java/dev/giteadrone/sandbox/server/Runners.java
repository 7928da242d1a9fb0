package dev.giteadrone.sandbox.server;

import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.sandbox.exec.ExecStandIn;
import dev.giteadrone.sandbox.host.Host;
import dev.giteadrone.sandbox.loopback.Address;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Launch;
import dev.giteadrone.sandbox.process.LogTail;
import dev.giteadrone.sandbox.process.Readiness;
import dev.giteadrone.sandbox.process.SaidSince;
import dev.giteadrone.sandbox.process.ServerProcess;
import dev.giteadrone.sandbox.process.Startable;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.sandbox.process.Tools;
import dev.giteadrone.time.Poller;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Creates the runners of one Drone. */
public final class Runners {
  private final String suffix;
  private final Folder folder;
  private final HostEnvironment around;
  private final Host host;
  private final DroneServer drone;
  private final Startable droneProcess;

  /**
   * Works for one Drone.
   *
   * @param suffix makes the names of its runners unique; empty for the first Drone
   */
  public Runners(
      String suffix,
      Folder folder,
      HostEnvironment around,
      Host host,
      DroneServer drone,
      Startable droneProcess) {
    this.suffix = suffix;
    this.folder = folder;
    this.around = around;
    this.host = host;
    this.drone = drone;
    this.droneProcess = droneProcess;
  }

  /** A runner: its part and its properties. */
  public record Runner(RunnerType type, Startable part, String machine, boolean standIn) {}

  /** The real docker runner. */
  public Runner docker(Path program, int port, Docker docker) throws IOException {
    List<Startable> needed = new ArrayList<>(docker.parts());
    needed.add(droneProcess);
    Map<String, String> settings = new HashMap<>(Map.of("DOCKER_HOST", docker.socket()));
    String name = "runner-docker" + suffix;
    if (around.dockerRunner().isPresent()) {
      Path home = Folder.owned(folder.data(name), around.dockerRunner().get());
      settings.put("HOME", home.toString());
    }
    String machine = "drone-runner-docker" + suffix;
    Startable process =
        process(
            name,
            machine,
            program,
            port,
            settings,
            needed,
            // The group of the socket is known as soon as the daemon runs.
            () -> around.dockerRunner().map(account -> account.in(docker.group())));
    return new Runner(
        RunnerType.DOCKER, new WithoutContainers(process, docker, drone.url()), machine, false);
  }

  /** The real exec runner if it is on PATH, otherwise the stand-in. */
  public Runner exec(int port) throws IOException {
    String name = "runner-exec" + suffix;
    Optional<Path> real = Tools.find("drone-runner-exec");
    if (real.isPresent()) {
      String machine = "drone-runner-exec" + suffix;
      Map<String, String> settings =
          Map.of(
              "DRONE_RUNNER_ROOT", Folder.owned(folder.data(name), around.execRunner()).toString());
      return new Runner(
          RunnerType.EXEC,
          process(
              name,
              machine,
              real.get(),
              port,
              settings,
              List.of(droneProcess),
              () -> Optional.of(around.execRunner())),
          machine,
          false);
    }
    String machine = "drone-runner-exec-stand-in" + suffix;
    return new Runner(
        RunnerType.EXEC,
        new ExecStandIn(
            new ExecStandIn.Settings(
                name,
                machine,
                drone.forRunners(),
                this::secret,
                Folder.owned(folder.data(name), around.execRunner()),
                around.execRunner(),
                around.stepVariables(),
                ExecStandIn.USUAL_CAPACITY,
                folder.log(name),
                List.of(droneProcess))),
        machine,
        true);
  }

  private ServerProcess process(
      String name,
      String machine,
      Path program,
      int port,
      Map<String, String> settings,
      List<Startable> dependencies,
      Supplier<Optional<SystemUser>> user) {
    LogTail log = new LogTail(folder.log(name), () -> List.of(secret()));
    SaidSince pinged = new SaidSince(log.file(), "successfully pinged");
    return new ServerProcess(
        new ServerProcess.Blueprint(
            name,
            dependencies,
            List.of(dashboard(port).socket()),
            () -> {
              pinged.mark();
              Launch launch =
                  Launch.of(
                      program.endsWith("drone-runner-exec")
                          ? List.of(program.toString(), "daemon")
                          : List.of(program.toString()),
                      environment(machine, port, settings),
                      folder.root());
              return user.get().map(launch::as).orElse(launch);
            },
            Readiness.http(dashboard(port).url().resolve("/healthz"), body -> Poller.Poll.done(""))
                .and(Readiness.when(pinged::isTrue, "cannot ping Drone"))
                .and(() -> Poller.Poll.done(machine)),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            log));
  }

  private Map<String, String> environment(String machine, int port, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(host.environment());
    environment.put("PATH", Tools.path());
    environment.put("HOME", folder.run().toString());
    environment.put("DRONE_RPC_PROTO", "http");
    environment.put("DRONE_RPC_HOST", drone.forRunners().getAuthority());
    environment.put("DRONE_RUNNER_NAME", machine);
    environment.put("DRONE_RUNNER_CAPACITY", "2");
    environment.put("DRONE_HTTP_BIND", dashboard(port).url().getAuthority());
    environment.putAll(settings);
    return environment;
  }

  private static Address dashboard(int port) {
    return Address.plain(Address.IPV4, port);
  }

  private Secret secret() {
    return Secret.of(host.environment().getOrDefault("DRONE_RPC_SECRET", ""));
  }
}
