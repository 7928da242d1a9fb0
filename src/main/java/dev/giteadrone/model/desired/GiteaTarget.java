package dev.giteadrone.model.desired;

import dev.giteadrone.model.secret.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The desired state of Gitea.
 *
 * @param url its root URL without a final slash
 * @param username the administrator's user name
 * @param email the administrator's e-mail address
 * @param way how the administrator may be created
 * @param cli the command prefix before {@code admin user create …}; empty if there is none
 * @param givenToken a token from {@code GITEA_TOKEN}
 */
public record GiteaTarget(
    URI url,
    String username,
    String email,
    AdminCreation way,
    List<String> cli,
    Optional<Secret> givenToken) {
  /** Copies the list. */
  public GiteaTarget {
    cli = List.copyOf(cli);
  }
}
