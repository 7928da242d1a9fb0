package dev.giteadrone.model;

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
}
