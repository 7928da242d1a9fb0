package dev.giteadrone.sandbox.reference;

import dev.giteadrone.sandbox.ReferenceNeeds;
import dev.giteadrone.sandbox.loopback.Address;
import dev.giteadrone.sandbox.loopback.FreePorts;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Launch;
import dev.giteadrone.sandbox.process.LogTail;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.sandbox.process.Readiness;
import dev.giteadrone.sandbox.process.ServerProcess;
import dev.giteadrone.sandbox.process.Startable;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.sandbox.process.Tools;
import dev.giteadrone.sandbox.process.Users;
import dev.giteadrone.sandbox.server.Database;
import dev.giteadrone.sandbox.server.FixedPorts;
import dev.giteadrone.sandbox.server.HostEnvironment;
import dev.giteadrone.sandbox.server.Placement;
import dev.giteadrone.time.Poller;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The environment of the servers on the reference host: PostgreSQL, nginx with TLS and a system
 * user for each part. Its two host names are two loopback addresses here, which need no DNS.
 */
public final class ReferenceHost {
  private static final String GITEA = "gitea";
  private static final String DRONE = "droneserver";

  /** The address of Gitea. */
  public static final String GITEA_ADDRESS = "127.0.0.2";

  /** The address of Drone. */
  public static final String DRONE_ADDRESS = "127.0.0.3";

  private final Folder folder;
  private final Users users;
  private final Certificates certificates;
  private final PostgresServer postgres;

  private ReferenceHost(Folder folder, Programs programs) throws IOException {
    this.folder = folder;
    this.users =
        Users.make(
            folder.data("etc"),
            List.of("postgres", "nginx", GITEA, DRONE, "drone-runner-docker", "drone-runner-exec"));
    this.certificates =
        Certificates.make(folder, users.get("nginx"), List.of(GITEA_ADDRESS, DRONE_ADDRESS));
    this.postgres =
        new PostgresServer(
            folder,
            programs,
            users.get("postgres"),
            PostgresServer.find().orElseThrow(),
            List.of(GITEA, DRONE));
  }

  /**
   * Creates the environment. Check {@link ReferenceNeeds} first.
   *
   * @param admin the Gitea user whom Drone accepts
   * @param fixed the ports of nginx; empty ones are chosen
   */
  public static HostEnvironment around(
      Folder folder, Programs programs, String admin, FixedPorts fixed) throws IOException {
    return new ReferenceHost(folder, programs).around(admin, fixed);
  }

  private HostEnvironment around(String admin, FixedPorts fixed) throws IOException {
    postgres.configure();
    ServerProcess database = postgres.process();
    Iterator<Integer> ports = FreePorts.free(4).iterator();
    Address gitea = address(ports.next(), GITEA_ADDRESS, fixed.gitea().orElse(ports.next()));
    Address drone = address(ports.next(), DRONE_ADDRESS, fixed.drone().orElse(ports.next()));
    Map<String, String> trust = Map.of("SSL_CERT_FILE", certificates.authority().toString());
    Map<String, String> droneVariables =
        Map.of(
            "SSL_CERT_FILE",
            certificates.authority().toString(),
            "DRONE_COOKIE_SECURE",
            "true",
            "DRONE_USER_FILTER",
            admin);
    return new HostEnvironment(
        placement(GITEA, gitea, trust, database),
        List.of(placement(DRONE, drone, droneVariables, database)),
        "external," + DRONE_ADDRESS,
        Optional.of(users.get("drone-runner-docker")),
        users.get("drone-runner-exec"),
        Map.of(
            "SSL_CERT_FILE",
            certificates.authority().toString(),
            "GIT_SSL_CAINFO",
            certificates.authority().toString()),
        Optional.of(certificates.authority()),
        List.of(database),
        List.of(postgres.data()),
        List.of(nginx(gitea, drone)));
  }

  private static Address address(int port, String host, int tlsPort) {
    return new Address(Address.IPV4, port, URI.create("https://" + host + ":" + tlsPort));
  }

  private Placement placement(
      String name, Address address, Map<String, String> variables, Startable database) {
    return new Placement(
        users.get(name),
        address,
        new Database.Postgres(postgres.socket(), name),
        variables,
        List.of(database));
  }

  private ServerProcess nginx(Address gitea, Address drone) throws IOException {
    SystemUser account = users.get("nginx");
    Path home = Folder.owned(folder.data("nginx"), account);
    Path settings = home.resolve("nginx.conf");
    String text =
        NginxSettings.text(
            home, site(gitea, NginxSettings.GITEA), site(drone, NginxSettings.DRONE));
    account.own(Folder.write(settings, text, "rw-------"));
    List<String> argv =
        List.of(
            Tools.find("nginx").orElseThrow().toString(),
            "-e",
            "stderr",
            "-p",
            home.toString(),
            "-c",
            settings.toString());
    return new ServerProcess(
        new ServerProcess.Blueprint(
            "nginx",
            List.of(),
            List.of(listens(gitea), listens(drone)),
            () -> Launch.of(argv, Map.of("PATH", Tools.path()), home).as(account),
            Readiness.when(
                    () -> answers(listens(gitea)) && answers(listens(drone)), "no answer yet")
                .and(() -> Poller.Poll.done("TLS")),
            Duration.ofSeconds(15),
            Duration.ofSeconds(2),
            new LogTail(folder.log("nginx"), List::of)));
  }

  private NginxSettings.Site site(Address to, String more) {
    String host = to.url().getHost();
    return new NginxSettings.Site(
        listens(to), certificates.certificate(host), certificates.key(host), to, more);
  }

  private static InetSocketAddress listens(Address address) {
    return new InetSocketAddress(address.url().getHost(), address.url().getPort());
  }

  private static boolean answers(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
