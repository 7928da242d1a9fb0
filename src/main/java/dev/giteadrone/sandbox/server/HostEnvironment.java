package dev.giteadrone.sandbox.server;

import dev.giteadrone.sandbox.loopback.Address;
import dev.giteadrone.sandbox.loopback.FreePorts;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Startable;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.sandbox.process.TcpRelay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The environment that a profile gives the servers.
 *
 * @param gitea address and user of Gitea
 * @param drones address and user of each Drone
 * @param webhookHosts the hosts that Gitea's webhooks may call, in the form of its {@code
 *     ALLOWED_HOST_LIST}
 * @param dockerRunner the user of the docker runner; empty for the user of this process
 * @param execRunner the user of the steps of exec pipelines
 * @param stepVariables the environment of these steps
 * @param caCertificate the authority behind the servers' certificates, if they have any
 * @param servers parts that have state and stop for a snapshot
 * @param state the folders with that state
 * @param beside parts that keep running during a snapshot
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

  /** A suffix for the names of a Drone and its parts; empty for the first Drone. */
  public static String suffix(int number) {
    return number == 0 ? "" : "-" + (number + 1);
  }

  /**
   * Servers on SQLite that all run as one user.
   *
   * @param host where they listen
   * @param fixed the ports in the URLs; empty ones are chosen
   * @param relay whether each server is behind a {@link TcpRelay}
   */
  public static HostEnvironment plain(
      Folder folder, SystemUser account, String host, int drones, FixedPorts fixed, boolean relay)
      throws IOException {
    List<Integer> reached = fixed.choose(host, drones);
    Iterator<Integer> urls = reached.iterator();
    Iterator<Integer> behind =
        FreePorts.free(host, 2 * reached.size()).stream()
            .filter(port -> !reached.contains(port))
            .iterator();
    int giteaPort = urls.next();
    List<Startable> relays = new ArrayList<>();
    List<Placement> placements = new ArrayList<>();
    for (int i = 0; i < drones; i++) {
      Address address = address(droneName(i), host, urls.next(), behind, relay, relays);
      placements.add(
          sqlite(account, address, relays, folder.data(droneName(i)).resolve("drone.sqlite")));
    }
    Address address = address("gitea", host, giteaPort, behind, relay, relays);
    return new HostEnvironment(
        sqlite(account, address, relays, folder.data("gitea").resolve("gitea.db")),
        placements,
        "loopback",
        Optional.empty(),
        account,
        Map.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        relays);
  }

  private static Address address(
      String part,
      String host,
      int port,
      Iterator<Integer> behind,
      boolean relay,
      List<Startable> relays) {
    if (!relay) {
      return Address.plain(host, port);
    }
    Address address = Address.relayed(host, behind.next(), port);
    relays.add(new TcpRelay(TcpRelay.name(part), address));
    return address;
  }

  /**
   * All relays start before the first server, because each server may use the addresses of the
   * others.
   */
  private static Placement sqlite(
      SystemUser account, Address address, List<Startable> relays, Path file) {
    return new Placement(account, address, new Database.Sqlite(file), Map.of(), relays);
  }
}
