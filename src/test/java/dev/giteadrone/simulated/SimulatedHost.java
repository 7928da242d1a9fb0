package dev.giteadrone.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A Gitea and a Drone that work together, and what a test wants to be wrong with them. They know
 * the secrets of {@link SimulatedFiles}.
 */
public final class SimulatedHost {
  /** How the two servers treat a request. */
  private enum Mode {
    WELL,
    DOWN,
    REFUSING
  }

  private static final CountDownLatch OPEN = new CountDownLatch(0);

  private final String name;
  private final GoodServers good;
  private final List<SimulatedRequest> requests = new ArrayList<>();
  private volatile Mode mode = Mode.WELL;
  private volatile CountDownLatch held = OPEN;

  SimulatedHost(String name) {
    this.name = name;
    this.good = new GoodServers(giteaUrl(), droneUrl(), true);
  }

  /** The name of its configuration, without a suffix. */
  public String name() {
    return name;
  }

  /** Gitea's URL in the configuration. */
  public String giteaUrl() {
    return "http://gitea." + name + ".localhost";
  }

  /** Drone's URL in the configuration. */
  public String droneUrl() {
    return "http://drone." + name + ".localhost";
  }

  /** From now on both servers close each connection without an answer. */
  public void down() {
    mode = Mode.DOWN;
  }

  /** From now on Gitea answers 401 to each request that has a credential. */
  public void refuse() {
    mode = Mode.REFUSING;
  }

  /** From now on both servers wait with their answers until {@link #repair}. */
  public void hold() {
    held = new CountDownLatch(1);
  }

  /** From now on both servers are well, and held answers are sent. */
  public void repair() {
    mode = Mode.WELL;
    CountDownLatch waiting = held;
    held = OPEN;
    waiting.countDown();
  }

  /** All requests since the start or {@link #forget}, in the order of their arrival. */
  public List<SimulatedRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** Forgets the requests. */
  public void forget() {
    synchronized (requests) {
      requests.clear();
    }
  }

  /**
   * The answer, which may take until {@link #repair}.
   *
   * @return empty if the connection is closed instead
   */
  Optional<CannedResponse> answer(SimulatedRequest request) throws InterruptedException {
    synchronized (requests) {
      requests.add(request);
    }
    held.await();
    return switch (mode) {
      case DOWN -> Optional.empty();
      case REFUSING ->
          Optional.of(
              request.server().equals("gitea") && !request.header("authorization").isEmpty()
                  ? CannedResponse.json(401, "{\"message\":\"invalid token\"}")
                  : wired(request));
      case WELL -> Optional.of(wired(request));
    };
  }

  private CannedResponse wired(SimulatedRequest request) {
    if (request.path().equals("/login/oauth/access_token")
        && !request.body().contains("client_secret=" + SimulatedFiles.CLIENT_SECRET + "&")) {
      return CannedResponse.json(
          400,
          "{\"error\":\"unauthorized_client\",\"error_description\":\"invalid client secret\"}");
    }
    if (request.path().equals("/rpc/v2/ping")) {
      boolean right = request.header("x-drone-token").equals(SimulatedFiles.RPC_SECRET);
      return CannedResponse.empty(right ? 200 : 401);
    }
    synchronized (good) {
      return good.answer(
          request.method(), request.path(), request.query(), request.header("cookie"));
    }
  }
}
