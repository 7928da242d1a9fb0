package dev.giteadrone.reconcile;

import dev.giteadrone.model.observed.LiveObserved;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.LiveClient;
import dev.giteadrone.model.server.OAuthApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a deploy of the files would change in the running Drone. The plan, the wait after a deploy
 * and the check of the client id use it.
 */
public final class Drift {
  private Drift() {}

  /**
   * One difference that a deploy would remove.
   *
   * @param check the check that fails because of it
   * @param words what the running Drone has instead
   */
  public record Lack(CheckId check, String words) {}

  /** All differences in one line. */
  public static String describe(List<Lack> lacks) {
    return lacks.stream().map(Lack::words).collect(Collectors.joining("; "));
  }

  /**
   * The differences between the file and the running Drone that a deploy would remove; empty if
   * there are none.
   */
  public static List<Lack> lacks(HostSecrets host, LiveObserved live) {
    List<Lack> lacks = new ArrayList<>();
    if (live.info() instanceof DroneInfo.Unreachable away) {
      lacks.add(new Lack(CheckId.DRONE_READY, "Drone does not answer: " + away.seen()));
      return lacks;
    }
    live.client()
        .map(client -> client(host, client))
        .orElseGet(() -> lack(CheckId.DRONE_CLIENT_ID, "its login does not work"))
        .ifPresent(lacks::add);
    switch (live.rpc()) {
      case WRONG ->
          lacks.add(new Lack(CheckId.DRONE_RPC_SECRET, "its RPC secret is not the file's"));
      case REPLACED ->
          lacks.add(
              new Lack(CheckId.DRONE_RPC_SECRET, "it has the RPC secret from before a rotation"));
      case SERVER_HAS_NONE -> lacks.add(new Lack(CheckId.DRONE_RPC_SECRET, "it has no RPC secret"));
      case RIGHT, NO_RUNNER_API, UNKNOWN -> {}
    }
    if (lacks.isEmpty() && live.deployUndone()) {
      lacks.add(
          new Lack(
              CheckId.DRONE_READY,
              "the last deploy failed: not all units may have been restarted"));
    }
    return lacks;
  }

  /**
   * Describes the client of the running Drone if it is not the wanted one.
   *
   * @param wanted the client id in the file
   * @param live the client id of the running Drone; empty if it has none
   * @return empty if they are the same
   */
  public static Optional<String> otherClient(String wanted, String live) {
    if (live.equals(wanted)) {
      return Optional.empty();
    }
    return Optional.of(
        live.isEmpty()
            ? "it runs without a client id"
            : "it runs with client "
                + OAuthApp.describe(live)
                + ", the file has "
                + OAuthApp.describe(wanted));
  }

  private static Optional<Lack> client(HostSecrets host, LiveClient client) {
    String wanted = host.clientId().orElse("");
    Optional<String> other = otherClient(wanted, client.clientId());
    if (other.isPresent()) {
      return lack(CheckId.DRONE_CLIENT_ID, other.get());
    }
    return switch (client.probe()) {
      case WRONG_SECRET -> lack(CheckId.DRONE_CLIENT_SECRET, "its client secret is old");
      case UNKNOWN_CLIENT ->
          lack(CheckId.DRONE_CLIENT_ID, "Gitea does not know its client " + client.clientId());
      // A deploy of the file's secrets would not change this. Verification reports it.
      case RIGHT, WRONG_REDIRECT, UNKNOWN -> Optional.empty();
    };
  }

  private static Optional<Lack> lack(CheckId check, String words) {
    return Optional.of(new Lack(check, words));
  }
}
