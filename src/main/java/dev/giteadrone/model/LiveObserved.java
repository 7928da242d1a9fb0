package dev.giteadrone.model;

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

  /** With no deploy that was left undone. */
  public LiveObserved(DroneInfo info, Optional<LiveClient> client, RpcProbe rpc) {
    this(info, client, rpc, false);
  }

  /** Whether Gitea accepts the client this Drone runs with, whichever it is. */
  public boolean holdsValidClient() {
    return client
        .filter(c -> c.probe() == ClientProbe.RIGHT || c.probe() == ClientProbe.WRONG_REDIRECT)
        .isPresent();
  }

  /** Whether this Drone runs with this client id and with the secret Gitea has for it. */
  public boolean runsWith(String clientId) {
    return holdsValidClient() && client.filter(c -> c.clientId().equals(clientId)).isPresent();
  }
}
