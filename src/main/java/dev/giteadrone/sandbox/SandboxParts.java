package dev.giteadrone.sandbox;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.sandbox.host.Host;
import dev.giteadrone.sandbox.loopback.Address;
import dev.giteadrone.sandbox.loopback.FreePorts;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.LogTail;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.sandbox.process.ServerProcess;
import dev.giteadrone.sandbox.process.Startable;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.sandbox.reference.ReferenceHost;
import dev.giteadrone.sandbox.server.Docker;
import dev.giteadrone.sandbox.server.DroneHost;
import dev.giteadrone.sandbox.server.DroneServer;
import dev.giteadrone.sandbox.server.Edition;
import dev.giteadrone.sandbox.server.GiteaServer;
import dev.giteadrone.sandbox.server.HostEnvironment;
import dev.giteadrone.sandbox.server.Placement;
import dev.giteadrone.sandbox.server.Runners;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All parts of a sandbox, created but not started.
 *
 * @param around the environment that the profile gives the servers
 * @param dockerNote where containers run, or why they cannot run
 */
record SandboxParts(
    Folder folder,
    Programs programs,
    HostEnvironment around,
    GiteaServer gitea,
    ServerProcess giteaProcess,
    List<DroneHost> hosts,
    List<Startable> dockerParts,
    String dockerNote) {
  private static final Case UNWRITABLE = Case.of(ProblemId.SANDBOX_FOLDER, "unwritable", "error");
  private static final Case NO_RELAY = Case.of(ProblemId.SANDBOX, "relay");
  private static final Case NO_IPV6 = Case.of(ProblemId.SANDBOX_IPV6, "missing");

  /**
   * Creates the folder with all configurations, and the parts.
   *
   * @param kept whether the folder is the one of an earlier sandbox, with its data
   */
  static SandboxParts make(
      SandboxOptions options, Programs programs, Progress progress, boolean kept) {
    if (options.profile() == Profile.REFERENCE) {
      refuseRelay(options);
      ReferenceNeeds.ofThisMachine().check(options);
    } else if (options.profile() == Profile.IPV6) {
      requireIpv6();
    }
    requireFreePorts(options);
    SystemUser account = SystemUser.choose();
    programs.ensure(needed(options, programs), progress);
    try {
      Folder folder =
          kept
              ? Folder.reopen(options.folder().orElseThrow(), account)
              : Folder.create(options.folder(), account);
      try {
        return make(options, progress, account, programs, folder);
      } catch (IOException | RuntimeException e) {
        if (options.folder().isEmpty()) {
          folder.remove(true);
        }
        throw e;
      }
    } catch (IOException e) {
      throw UNWRITABLE.failure(e, e.getClass().getSimpleName());
    }
  }

  private static void refuseRelay(SandboxOptions options) {
    if (options.relay()) {
      throw NO_RELAY.failureAs("sandbox.relay", null);
    }
  }

  private static void requireFreePorts(SandboxOptions options) {
    switch (options.profile()) {
      case PLAIN -> options.ports().requireFree(Address.IPV4, Address.IPV4);
      case IPV6 -> options.ports().requireFree(Address.IPV6, Address.IPV6);
      case REFERENCE ->
          options.ports().requireFree(ReferenceHost.GITEA_ADDRESS, ReferenceHost.DRONE_ADDRESS);
    }
  }

  private static void requireIpv6() {
    if (!FreePorts.isFree(new InetSocketAddress(Address.IPV6, 0))) {
      throw NO_IPV6.failure();
    }
  }

  private static SandboxParts make(
      SandboxOptions options,
      Progress progress,
      SystemUser account,
      Programs programs,
      Folder folder)
      throws IOException {
    HostEnvironment around =
        switch (options.profile()) {
          case PLAIN, IPV6 ->
              HostEnvironment.plain(
                  folder,
                  account,
                  options.profile() == Profile.PLAIN ? Address.IPV4 : Address.IPV6,
                  options.drones(),
                  options.ports(),
                  options.relay());
          case REFERENCE ->
              ReferenceHost.around(folder, programs, options.admin(), options.ports());
        };
    Docker.Found found =
        options.runners().contains(RunnerType.DOCKER)
            ? Docker.find(folder, around.dockerRunner())
            : new Docker.Found(Optional.empty(), "no docker runner was chosen");
    Set<RunnerType> runners = EnumSet.noneOf(RunnerType.class);
    runners.addAll(options.runners());
    if (runners.contains(RunnerType.DOCKER) && found.docker().isEmpty()) {
      runners.remove(RunnerType.DOCKER);
      progress.warning("no docker runner: " + found.reason());
    }
    List<Startable> dockerParts = found.docker().map(Docker::parts).orElse(List.of());
    GiteaServer gitea = new GiteaServer(folder, programs, around.gitea());
    gitea.configure(options.registrationOpen(), around.webhookHosts());
    List<DroneHost> hosts = new ArrayList<>();
    for (int i = 0; i < options.drones(); i++) {
      hosts.add(host(i, options, programs, folder, around, gitea, runners, found.docker()));
    }
    return new SandboxParts(
        folder,
        programs,
        around,
        gitea,
        gitea.process(),
        List.copyOf(hosts),
        dockerParts,
        found.docker().map(Docker::note).orElse(found.reason()));
  }

  private static DroneHost host(
      int number,
      SandboxOptions options,
      Programs programs,
      Folder folder,
      HostEnvironment around,
      GiteaServer gitea,
      Set<RunnerType> runners,
      Optional<Docker> docker)
      throws IOException {
    String suffix = HostEnvironment.suffix(number);
    Placement placement = around.drones().get(number);
    Host host = new Host("host" + suffix, folder, programs);
    Path program =
        programs.reachable(programs.program(server(options)), folder.bin(), placement.account());
    DroneServer drone =
        new DroneServer(
            HostEnvironment.droneName(number),
            folder,
            placement,
            program,
            host,
            gitea.url(),
            options.admin());
    drone.configure();
    host.write(gitea.url(), drone.url(), options.admin(), runners, gitea.cli(), options.secrets());
    ServerProcess process = drone.process();
    Runners maker = new Runners(suffix, folder, around, host, drone, process);
    Map<RunnerType, Runners.Runner> made = new EnumMap<>(RunnerType.class);
    Iterator<Integer> ports = FreePorts.free(2).iterator();
    if (runners.contains(RunnerType.DOCKER)) {
      Path runner =
          programs.reachable(
              programs.program("drone-runner-docker"),
              folder.bin(),
              around.dockerRunner().orElse(SystemUser.ourselves()));
      made.put(RunnerType.DOCKER, maker.docker(runner, ports.next(), docker.orElseThrow()));
    }
    if (runners.contains(RunnerType.EXEC)) {
      made.put(RunnerType.EXEC, maker.exec(ports.next()));
    }
    return new DroneHost(host, drone, process, Map.copyOf(made));
  }

  /** The parts that a snapshot stops and starts again. */
  List<Startable> servers() {
    return Stream.of(
            around.servers().stream(),
            Stream.<Startable>of(giteaProcess),
            hosts.stream().flatMap(host -> host.parts().stream()))
        .flatMap(parts -> parts)
        .toList();
  }

  /** The parts that keep running during a snapshot. */
  List<Startable> beside() {
    return Stream.concat(dockerParts.stream(), around.beside().stream()).toList();
  }

  /** All parts. */
  List<Startable> all() {
    return Stream.concat(beside().stream(), servers().stream()).toList();
  }

  /** The log of a part; empty if there is no such part, or it has none. */
  Optional<LogTail> log(String part) {
    return all().stream()
        .filter(each -> each.name().equals(part))
        .findFirst()
        .flatMap(Startable::log);
  }

  /** The folders that contain all state. */
  List<Path> stateFolders() {
    return Stream.of(
            around.state().stream(),
            Stream.of(gitea.data(), folder.keys(), folder.run()),
            hosts.stream().flatMap(h -> Stream.of(h.drone().data(), h.host().directory())))
        .flatMap(folders -> folders)
        .toList();
  }

  static List<String> needed(SandboxOptions options, Programs programs) {
    List<String> needed =
        new ArrayList<>(List.of(programs.gitea(), server(options), "sops", "age-keygen"));
    if (options.runners().contains(RunnerType.DOCKER)) {
      needed.add("drone-runner-docker");
    }
    return needed;
  }

  private static String server(SandboxOptions options) {
    return options.edition() == Edition.OSS ? "drone-server-oss" : "drone-server";
  }
}
