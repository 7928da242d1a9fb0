package dev.giteadrone.sandbox.server;

import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.sandbox.host.Host;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Launch;
import dev.giteadrone.sandbox.process.LogTail;
import dev.giteadrone.sandbox.process.Readiness;
import dev.giteadrone.sandbox.process.ServerProcess;
import dev.giteadrone.sandbox.process.Tools;
import dev.giteadrone.time.Poller;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Drone server. It reads its secrets from the host's environment file at each start. */
public final class DroneServer {
  private final String name;
  private final Folder folder;
  private final Placement placement;
  private final Path program;
  private final Host host;
  private final Map<String, String> settings;

  /**
   * Creates a server.
   *
   * @param name of the part
   * @param program the edition to run
   * @param host has the file with its secrets
   * @param gitea Gitea's URL
   * @param admin the Gitea user who becomes administrator
   */
  public DroneServer(
      String name,
      Folder folder,
      Placement placement,
      Path program,
      Host host,
      URI gitea,
      String admin) {
    this.name = name;
    this.folder = folder;
    this.placement = placement;
    this.program = program;
    this.host = host;
    this.settings = new HashMap<>(placement.database().droneVariables());
    settings.putAll(
        Map.of(
            "PATH", Tools.path(),
            "HOME", data().toString(),
            "DRONE_SERVER_PORT", placement.address().local().getAuthority(),
            "DRONE_SERVER_HOST", url().getAuthority(),
            "DRONE_SERVER_PROTO", url().getScheme(),
            "DRONE_GITEA_SERVER", gitea.toString(),
            "DRONE_USER_CREATE", "username:" + admin + ",admin:true",
            // Without it, each restart ends all sessions.
            "DRONE_COOKIE_SECRET", GiteaServer.random(),
            "DRONE_LOGS_DEBUG", "true"));
    settings.putAll(placement.variables());
  }

  /** Its root URL. */
  public URI url() {
    return placement.address().url();
  }

  /** Its root URL for its runners: through the relay, if there is one, but not through a proxy. */
  URI forRunners() {
    return placement.address().relayed();
  }

  /** The folder with all its data. */
  public Path data() {
    return folder.data(name);
  }

  /** Creates its folder. */
  public void configure() throws IOException {
    Folder.owned(data(), placement.account());
  }

  /** Its process. */
  public ServerProcess process() {
    return new ServerProcess(
        new ServerProcess.Blueprint(
            name,
            placement.needed(),
            List.of(placement.address().socket()),
            this::launch,
            Readiness.http(
                    placement.address().local().resolve("/healthz"), body -> Poller.Poll.done(""))
                .and(
                    Readiness.http(
                        placement.address().local().resolve("/version"),
                        body -> Poller.Poll.done(GiteaServer.version(body)))),
            Duration.ofSeconds(30),
            Duration.ofSeconds(3),
            new LogTail(folder.log(name), this::secrets)));
  }

  private Launch launch() {
    Map<String, String> environment = new HashMap<>(host.environment());
    environment.putAll(settings);
    return Launch.of(List.of(program.toString()), environment, data()).as(placement.account());
  }

  private List<Secret> secrets() {
    return host.environment().values().stream().map(Secret::of).toList();
  }
}
