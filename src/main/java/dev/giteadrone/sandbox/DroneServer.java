package dev.giteadrone.sandbox;

import dev.giteadrone.model.Secret;
import dev.giteadrone.model.Wait;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Drone server on SQLite. Its secrets come from the host's environment file at each start. */
final class DroneServer {
  private final String name;
  private final Folder folder;
  private final Account account;
  private final Path program;
  private final int port;
  private final Host host;
  private final Map<String, String> settings;

  /**
   * A server.
   *
   * @param name of the part
   * @param program the edition to run
   * @param host where its secrets lie
   * @param gitea Gitea's URL
   * @param admin the Gitea user who becomes administrator
   */
  DroneServer(
      String name,
      Folder folder,
      Account account,
      Path program,
      int port,
      Host host,
      URI gitea,
      String admin) {
    this.name = name;
    this.folder = folder;
    this.account = account;
    this.program = program;
    this.port = port;
    this.host = host;
    this.settings =
        Map.ofEntries(
            Map.entry("PATH", Tools.path()),
            Map.entry("HOME", data().toString()),
            Map.entry("DRONE_SERVER_PORT", "127.0.0.1:" + port),
            Map.entry("DRONE_SERVER_HOST", "127.0.0.1:" + port),
            Map.entry("DRONE_SERVER_PROTO", "http"),
            Map.entry("DRONE_GITEA_SERVER", gitea.toString()),
            Map.entry("DRONE_DATABASE_DRIVER", "sqlite3"),
            Map.entry("DRONE_DATABASE_DATASOURCE", data().resolve("drone.sqlite").toString()),
            Map.entry("DRONE_USER_CREATE", "username:" + admin + ",admin:true"),
            // Without it, sessions die with each restart.
            Map.entry("DRONE_COOKIE_SECRET", GiteaServer.random()),
            Map.entry("DRONE_LOGS_DEBUG", "true"));
  }

  /** Its root URL. */
  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The folder with all its data. */
  Path data() {
    return folder.data(name);
  }

  /** Makes its folder. */
  void configure() throws IOException {
    Folder.owned(data(), account);
  }

  /** Its process. */
  ServerProcess process() {
    return new ServerProcess(
        new ServerProcess.Blueprint(
            name,
            List.of(),
            this::launch,
            Readiness.http(url().resolve("/healthz"), body -> Wait.Look.done(""))
                .and(
                    Readiness.http(
                        url().resolve("/version"),
                        body -> Wait.Look.done(GiteaServer.version(body)))),
            Duration.ofSeconds(30),
            Duration.ofSeconds(3),
            new LogTail(folder.log(name), this::secrets)));
  }

  private Launch launch() {
    Map<String, String> environment = new HashMap<>(host.environment());
    environment.putAll(settings);
    return Launch.of(List.of(program.toString()), environment, data()).as(account);
  }

  private List<Secret> secrets() {
    return host.environment().values().stream().map(Secret::of).toList();
  }
}
