package dev.giteadrone.model.observed;

import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.LiveClient;
import dev.giteadrone.model.server.RpcProbe;
import java.util.Optional;

/**
 * What the running Drone shows.
 *
 * @param info whether it is there, its version and edition
 * @param client the OAuth2 client it runs with; empty if it is unreachable or has no usable login
 * @param rpc what it says to the file's RPC secret
 * @param deployUndone whether our last deploy failed or was killed, so that some units may have
 *     been restarted and others not, which no server shows
 */
public record LiveObserved(
    DroneInfo info, Optional<LiveClient> client, RpcProbe rpc, boolean deployUndone) {

  /** Without an unfinished deploy. */
  public LiveObserved(DroneInfo info, Optional<LiveClient> client, RpcProbe rpc) {
    this(info, client, rpc, false);
  }

  /** Whether Gitea accepts the client of this Drone, whichever it is. */
  public boolean holdsValidClient() {
    return client
        .filter(c -> c.probe() == ClientProbe.RIGHT || c.probe() == ClientProbe.WRONG_REDIRECT)
        .isPresent();
  }

  /** Whether Gitea accepts its client, and it accepts the file's RPC secret. */
  public boolean isWell() {
    return holdsValidClient() && rpc == RpcProbe.RIGHT;
  }

  /** What is known of the client secret that this Drone runs with. */
  public enum ClientState {
    /** Gitea accepts it. */
    VALID,
    /** There is none, or Gitea refuses it. */
    INVALID,
    /** Drone does not answer, or does not reach Gitea. */
    UNKNOWN
  }

  /** Whether a client that works would be lost if its secret were replaced. */
  public ClientState clientState() {
    if (holdsValidClient()) {
      return ClientState.VALID;
    }
    boolean told = info instanceof DroneInfo.Running && client.filter(LiveClient::told).isPresent();
    return told ? ClientState.INVALID : ClientState.UNKNOWN;
  }

  /** Whether both values of a deploy are known: the client secret and the RPC secret. */
  public boolean decided() {
    return clientState() != ClientState.UNKNOWN && rpc != RpcProbe.UNKNOWN;
  }

  /** Whether this Drone is that client, and sends its users back to {@code redirectUri}. */
  public boolean sends(Optional<String> clientId, String redirectUri) {
    return client
        .filter(c -> clientId.equals(Optional.of(c.clientId())))
        .filter(c -> c.redirectUri().equals(redirectUri))
        .isPresent();
  }

  /** What was seen instead of the client; empty if its state is known. */
  public Optional<String> silence() {
    return switch (info) {
      case DroneInfo.Unreachable away -> Optional.of("Drone does not answer: " + away.seen());
      case DroneInfo.Running ignored ->
          clientState() == ClientState.UNKNOWN
              ? client.map(LiveClient::seen).or(() -> Optional.of("Drone has no login"))
              : Optional.empty();
    };
  }

  /** Whether this Drone runs with this client id and with the secret Gitea has for it. */
  public boolean runsWith(String clientId) {
    return holdsValidClient() && client.filter(c -> c.clientId().equals(clientId)).isPresent();
  }
}
