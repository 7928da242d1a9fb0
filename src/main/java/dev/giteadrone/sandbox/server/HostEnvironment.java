package dev.giteadrone.sandbox.server;

import dev.giteadrone.sandbox.process.Address;
import dev.giteadrone.sandbox.process.FixedPorts;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Startable;
import dev.giteadrone.sandbox.process.SystemUser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a profile puts around the servers.
 *
 * @param gitea where Gitea is put
 * @param drones where each Drone is put
 * @param webhookHosts whom Gitea may call, as its {@code ALLOWED_HOST_LIST} has it
 * @param dockerRunner whom the docker runner runs as; empty for ourselves
 * @param execRunner whom the steps of exec pipelines run as
 * @param stepVariables what these steps have in their environment
 * @param caCertificate the authority behind the servers' certificates, if they have any
 * @param servers what stops when a state is kept, and has a state itself
 * @param state the folders with that state
 * @param beside what runs on meanwhile
 */
public record HostEnvironment(
    Placement gitea,
    List<Placement> drones,
    String webhookHosts,
    Optional<SystemUser> dockerRunner,
    SystemUser execRunner,
    Map<String, String> stepVariables,
    Optional<Path> caCertificate,
    List<Startable> servers,
    List<Path> state,
    List<Startable> beside) {

  /** The name of a Drone's part and folder. */
  public static String droneName(int number) {
    return "drone" + suffix(number);
  }

  /** What tells a Drone and what belongs to it from others: nothing for the first. */
  public static String suffix(int number) {
    return number == 0 ? "" : "-" + (number + 1);
  }

  /**
   * Servers on SQLite that all run as one user, with nothing in front of them.
   *
   * @param host where they listen
   * @param fixed their ports, as far as it matters
   */
  public static HostEnvironment plain(
      Folder folder, SystemUser account, String host, int drones, FixedPorts fixed)
      throws IOException {
    Iterator<Integer> ports = fixed.choose(host, drones).iterator();
    int gitea = ports.next();
    List<Placement> placements = new ArrayList<>();
    for (int i = 0; i < drones; i++) {
      placements.add(
          sqlite(account, host, ports.next(), folder.data(droneName(i)).resolve("drone.sqlite")));
    }
    return new HostEnvironment(
        sqlite(account, host, gitea, folder.data("gitea").resolve("gitea.db")),
        placements,
        "loopback",
        Optional.empty(),
        account,
        Map.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Placement sqlite(SystemUser account, String host, int port, Path file) {
    return new Placement(
        account, Address.plain(host, port), new Database.Sqlite(file), Map.of(), List.of());
  }
}
