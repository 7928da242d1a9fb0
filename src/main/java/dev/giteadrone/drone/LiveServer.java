package dev.giteadrone.drone;

import dev.giteadrone.drone.api.RunnerApi;
import dev.giteadrone.drone.api.ServerApi;
import dev.giteadrone.drone.api.model.Variables;
import dev.giteadrone.drone.api.model.Version;
import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.Obstacle;
import dev.giteadrone.model.server.RpcProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The running server: whether it is up, whether it is Drone, its edition and its RPC secret. */
final class LiveServer implements Drone.Server {
  private final Http http;
  private final ServerApi server;
  private final RunnerApi runner;

  LiveServer(Http http) {
    this.http = http;
    this.server = http.api(ServerApi.class);
    this.runner = http.api(RunnerApi.class);
  }

  /**
   * {@code /healthz} proves nothing, and Drone answers unknown paths with 200 and its web page. So
   * only the JSON counts.
   */
  @Override
  public DroneInfo info() {
    try {
      Answer<Version> version = http.readOnce(server.getVersion(Credential.ANONYMOUS));
      Version body = version.body();
      if (!version.ok()) {
        return away(version, "/version");
      }
      if (body == null || body.version() == null || body.version().isBlank()) {
        return new DroneInfo.Down(
            http.otherProgram().map(Obstacle::seen).orElse("it answers, but not as Drone does"));
      }
      return new DroneInfo.Running(Text.neutral(body.version(), 40), false);
    } catch (IOException e) {
      return away(e);
    }
  }

  @Override
  public DroneInfo edition(DroneInfo.Running running) {
    try {
      return withEdition(running.version());
    } catch (IOException e) {
      return away(e);
    }
  }

  @Override
  public Optional<Duration> clockAhead() {
    return http.clockAhead();
  }

  private DroneInfo away(IOException e) {
    return http.late(e)
        ? new DroneInfo.Late(http.explain(e))
        : new DroneInfo.Down(
            http.obstacle("checking whether it is there", e)
                .map(Obstacle::seen)
                .orElseGet(() -> http.explain(e)));
  }

  private DroneInfo away(Answer<?> answer, String path) {
    String seen = "answers " + answer.status() + " to " + path;
    return http.late(answer) ? new DroneInfo.Late(seen) : new DroneInfo.Down(seen);
  }

  private DroneInfo withEdition(String version) throws IOException {
    Answer<Variables> variables = http.readOnce(server.getVariables(Credential.ANONYMOUS));
    Variables body = variables.body();
    if (variables.ok() && body != null) {
      // The OSS build has the licence "foss"; other builds have "", "free", "trial" or "standard".
      return new DroneInfo.Running(version, body.license().kind().equals("foss"));
    }
    return switch (variables.status()) {
      // A proxy may hide this path from the public; the ping still detects the OSS build.
      case 401, 403, 404 -> new DroneInfo.Running(version, false);
      default -> away(variables, "/varz");
    };
  }

  /**
   * Whether a refusal comes from a proxy in front of Drone, which does not know Drone's secret.
   * Drone's own 401 and 403 have no content. A proxy asks for a sign-in or explains the refusal
   * (measured).
   */
  private static boolean ofProxy(Answer<?> answer) {
    return (answer.status() == 401 || answer.status() == 403)
        && (answer.explained() || answer.headers().get("WWW-Authenticate") != null);
  }

  /** Changes nothing: the server only compares the secret. */
  @Override
  public RpcProbe ping(Secret secret) {
    if (!Wire.fitsHeader(secret)) {
      return RpcProbe.UNKNOWN;
    }
    Answer<Void> answer =
        http.read("ping as a runner", () -> runner.ping(new Credential.Rpc(secret)));
    if (!answer.ok() && ofProxy(answer)) {
      return RpcProbe.UNKNOWN;
    }
    return switch (answer.status()) {
      case 200, 204 -> Wire.isPage(answer) ? RpcProbe.UNKNOWN : RpcProbe.RIGHT;
      case 401 -> RpcProbe.WRONG;
      case 403 -> RpcProbe.SERVER_HAS_NONE;
      case 404 -> RpcProbe.NO_RUNNER_API;
      default -> RpcProbe.UNKNOWN;
    };
  }
}
