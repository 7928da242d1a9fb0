package dev.giteadrone.sandbox;

import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Progress;
import dev.giteadrone.model.RunnerType;
import java.io.IOException;
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
 * All parts of a sandbox, made but not started.
 *
 * @param surroundings what runs beside the servers and is not part of a state
 * @param dockerNote where containers run, or why they cannot
 */
record SandboxParts(
    Folder folder,
    Programs programs,
    GiteaServer gitea,
    ServerProcess giteaProcess,
    List<DroneHost> hosts,
    List<Startable> surroundings,
    String dockerNote) {
  private static final int PORTS_OF_A_DRONE = 3;

  /** Makes the folder with all configurations, and the parts. */
  static SandboxParts make(SandboxOptions options, Progress progress) {
    Account account = Account.choose();
    Programs programs = Programs.ofEnvironment();
    programs.ensure(needed(options), progress);
    try {
      Folder folder = Folder.create(options.folder(), account);
      try {
        return make(options, progress, account, programs, folder);
      } catch (IOException | RuntimeException e) {
        if (options.folder().isEmpty()) {
          folder.remove(true);
        }
        throw e;
      }
    } catch (IOException e) {
      throw new Failure(
          ExitCode.FAILED,
          Problem.of(
              "sandbox.folder",
              "writing the sandbox's folder",
              "the system refused: " + e.getClass().getSimpleName(),
              "look for space and permissions there"),
          e);
    }
  }

  private static SandboxParts make(
      SandboxOptions options, Progress progress, Account account, Programs programs, Folder folder)
      throws IOException {
    Docker.Found found =
        options.runners().contains(RunnerType.DOCKER)
            ? Docker.find(folder)
            : new Docker.Found(Optional.empty(), "no docker runner is wanted");
    Set<RunnerType> runners = EnumSet.noneOf(RunnerType.class);
    runners.addAll(options.runners());
    if (runners.contains(RunnerType.DOCKER) && found.docker().isEmpty()) {
      runners.remove(RunnerType.DOCKER);
      progress.warning("no docker runner: " + found.reason());
    }
    List<Startable> dockerParts = found.docker().map(Docker::parts).orElse(List.of());
    Iterator<Integer> ports = Ports.free(1 + options.drones() * PORTS_OF_A_DRONE).iterator();
    GiteaServer gitea = new GiteaServer(folder, programs, account, ports.next());
    gitea.configure(options.registrationOpen());
    List<DroneHost> hosts = new ArrayList<>();
    for (int i = 0; i < options.drones(); i++) {
      String suffix = i == 0 ? "" : "-" + (i + 1);
      Host host = new Host("host" + suffix, folder, programs);
      Path program = programs.reachable(programs.program(server(options)), folder.bin(), account);
      DroneServer drone =
          new DroneServer(
              "drone" + suffix,
              folder,
              account,
              program,
              ports.next(),
              host,
              gitea.url(),
              options.admin());
      drone.configure();
      host.write(
          gitea.url(), drone.url(), options.admin(), runners, gitea.cli(), options.secrets());
      ServerProcess process = drone.process();
      Runners maker = new Runners(suffix, folder, account, host, drone, process);
      Map<RunnerType, Runners.Runner> made = new EnumMap<>(RunnerType.class);
      int dockerPort = ports.next();
      int execPort = ports.next();
      if (runners.contains(RunnerType.DOCKER)) {
        made.put(
            RunnerType.DOCKER,
            maker.docker(
                programs.program("drone-runner-docker"),
                dockerPort,
                found.docker().orElseThrow(),
                dockerParts));
      }
      if (runners.contains(RunnerType.EXEC)) {
        made.put(RunnerType.EXEC, maker.exec(execPort));
      }
      hosts.add(new DroneHost(host, drone, process, Map.copyOf(made)));
    }
    return new SandboxParts(
        folder,
        programs,
        gitea,
        gitea.process(),
        List.copyOf(hosts),
        dockerParts,
        found.docker().map(Docker::note).orElse(found.reason()));
  }

  /** Everything but the surroundings: what a snapshot stops and starts. */
  List<Startable> servers() {
    return Stream.concat(
            Stream.of(giteaProcess), hosts.stream().flatMap(host -> host.parts().stream()))
        .toList();
  }

  /** All parts. */
  List<Startable> all() {
    return Stream.concat(surroundings.stream(), servers().stream()).toList();
  }

  /** The folders that hold all state. */
  List<Path> stateFolders() {
    return Stream.concat(
            Stream.of(gitea.data(), folder.keys(), folder.run()),
            hosts.stream().flatMap(h -> Stream.of(h.drone().data(), h.host().directory())))
        .toList();
  }

  private static List<String> needed(SandboxOptions options) {
    List<String> programs =
        new ArrayList<>(List.of("gitea", server(options), "sops", "age-keygen"));
    if (options.runners().contains(RunnerType.DOCKER)) {
      programs.add("drone-runner-docker");
    }
    return programs;
  }

  private static String server(SandboxOptions options) {
    return options.edition() == Edition.OSS ? "drone-server-oss" : "drone-server";
  }
}
