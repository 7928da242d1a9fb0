package dev.giteadrone.model.server;

import java.util.List;

/**
 * An OAuth2 application of Gitea, as its owner's list shows it.
 *
 * @param confidential false for a public client, which breaks Drone: it sends no PKCE
 */
public record OAuthApp(
    long id, String name, String clientId, List<String> redirectUris, boolean confidential) {
  /** Copies the list. */
  public OAuthApp {
    redirectUris = List.copyOf(redirectUris);
  }

  /** A client id as messages show it: the start and the end identify it. */
  public static String describe(String clientId) {
    return clientId.length() > 16
        ? clientId.substring(0, 8) + "…" + clientId.substring(clientId.length() - 4)
        : clientId;
  }
}
