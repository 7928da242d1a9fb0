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
 * What the running Drone lacks that a deploy of the files would give it: the plan, the wait after a
 * deploy and the check of the client id ask here.
 */
public final class Drift {
  private Drift() {}

  /**
   * Something that a deploy would bring.
   *
   * @param check the check that fails for it
   * @param words what is there instead
   */
  public record Lack(CheckId check, String words) {}

  /** All of it in one line. */
  public static String describe(List<Lack> lacks) {
    return lacks.stream().map(Lack::words).collect(Collectors.joining("; "));
  }

  /** What the running Drone lacks that a deploy would give it; empty if nothing. */
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
   * Which client the running Drone is, in words.
   *
   * @param wanted the file's client id
   * @param live the running Drone's; empty if it has none
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
      // Not what a deploy of the file's secrets would change: verification tells.
      case RIGHT, WRONG_REDIRECT, UNKNOWN -> Optional.empty();
    };
  }

  private static Optional<Lack> lack(CheckId check, String words) {
    return Optional.of(new Lack(check, words));
  }
}
