package dev.giteadrone.drone;

import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.time.Timeline;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real Drone server on loopback with a database of its own. */
final class RealDrone implements AutoCloseable {
  static final String ENTERPRISE = "drone-server";
  static final String OSS = "drone-server-oss";
  static final String RPC_SECRET = "0123456789abcdef0123456789abcdef";

  private final RealProcess process;
  private final URI url;
  private final Timeline timeline = new Timeline();
  private final RestDrone client;

  private RealDrone(RealProcess process, URI url, URI gitea) {
    this.process = process;
    this.url = url;
    this.client = new RestDrone(RealGitea.http("Drone", url, timeline), gitea);
  }

  /**
   * Starts one and waits for it.
   *
   * @param environment beside the usual; an empty value takes a usual one away
   */
  static RealDrone start(
      String binary, Path folder, int port, URI gitea, Map<String, String> environment) {
    URI url = URI.create("http://127.0.0.1:" + port);
    Map<String, String> all = new HashMap<>();
    all.put("DRONE_DATABASE_DRIVER", "sqlite3");
    all.put("DRONE_DATABASE_DATASOURCE", folder.resolve("drone-" + port + ".sqlite").toString());
    all.put("DRONE_SERVER_HOST", "127.0.0.1:" + port);
    all.put("DRONE_SERVER_PROTO", "http");
    all.put("DRONE_SERVER_PORT", "127.0.0.1:" + port);
    all.put("DRONE_GITEA_SERVER", gitea.toString());
    all.put("DRONE_RPC_SECRET", RPC_SECRET);
    all.put("DRONE_USER_CREATE", "username:" + RealGitea.ADMIN + ",admin:true");
    all.putAll(environment);
    all.values().removeIf(String::isEmpty);
    RealProcess process =
        RealProcess.start("Drone", folder, List.of(RealProcess.binary(binary).toString()), all);
    RealDrone drone = new RealDrone(process, url, gitea);
    process.await(() -> drone.client.server().info() instanceof DroneInfo.Running);
    return drone;
  }

  RestDrone client() {
    return client;
  }

  URI url() {
    return url;
  }

  Timeline timeline() {
    return timeline;
  }

  @Override
  public void close() {
    process.close();
  }
}
