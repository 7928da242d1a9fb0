package dev.giteadrone.servers;

import dev.giteadrone.drone.RestDrone;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.sandbox.process.Launch;
import dev.giteadrone.sandbox.process.Programs;
import dev.giteadrone.sandbox.process.Readiness;
import dev.giteadrone.sandbox.process.Tools;
import dev.giteadrone.time.Timeline;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real Drone server alone, on loopback with a database of its own. */
public final class RealDrone implements AutoCloseable {
  public static final String ENTERPRISE = "drone-server";
  public static final String OSS = "drone-server-oss";
  public static final String RPC_SECRET = "0123456789abcdef0123456789abcdef";

  private final RealProcess process;
  private final URI url;
  private final Timeline timeline;
  private final RestDrone client;

  private RealDrone(RealProcess process, URI url, RestDrone client, Timeline timeline) {
    this.process = process;
    this.url = url;
    this.client = client;
    this.timeline = timeline;
  }

  /**
   * Starts one and waits for it.
   *
   * @param environment beside the usual; an empty value takes a usual one away
   */
  public static RealDrone start(
      String binary, Path folder, int port, URI gitea, Map<String, String> environment) {
    URI url = URI.create("http://127.0.0.1:" + port);
    Map<String, String> all = new HashMap<>();
    all.put("PATH", Tools.path());
    all.put("HOME", folder.toString());
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
    Programs programs = Programs.ofEnvironment();
    programs.ensure(List.of(binary), Progress.SILENT);
    Timeline timeline = new Timeline();
    RestDrone client = new RestDrone(TestHttp.to("Drone", url, Optional.empty(), timeline), gitea);
    RealProcess process =
        RealProcess.start(
            "drone-" + port,
            Launch.of(List.of(programs.program(binary).toString()), all, folder),
            Readiness.when(
                () -> client.server().info() instanceof DroneInfo.Running, "no Drone yet"));
    return new RealDrone(process, url, client, timeline);
  }

  public RestDrone client() {
    return client;
  }

  public URI url() {
    return url;
  }

  public Timeline timeline() {
    return timeline;
  }

  @Override
  public void close() {
    process.close();
  }
}
