package dev.giteadrone.reconcile;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.SignIn;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the stored credentials that the servers accept. Each method sends requests. */
public final class WorkingCredentials {
  private final Gateways gateways;
  private final Desired desired;

  /** Works with the servers in {@code gateways}. */
  public WorkingCredentials(Gateways gateways, Desired desired) {
    this.gateways = gateways;
    this.desired = desired;
  }

  /** Whether Gitea accepts these credentials. */
  public boolean signsIn(Credential credential) {
    return gateways.gitea().users().signIn(credential) instanceof SignIn.Accepted;
  }

  /**
   * The administrator's password, or the next one of an interrupted password change, if Gitea
   * accepts it.
   */
  public Optional<Credential.Basic> password(AdminRecord admin) {
    return Stream.of(AdminKey.PASSWORD, AdminKey.NEXT_PASSWORD)
        .flatMap(key -> admin.get(key).stream())
        .map(secret -> new Credential.Basic(desired.gitea().username(), secret))
        .filter(this::signsIn)
        .findFirst();
  }

  /** The configured or the stored token of Drone, if Drone accepts one of them. */
  public Optional<Secret> droneToken(AdminRecord admin) {
    return Stream.concat(
            desired.drone().givenToken().stream(), admin.get(AdminKey.DRONE_TOKEN).stream())
        .filter(token -> gateways.drone().accounts().find(token).isPresent())
        .findFirst();
  }
}
