package dev.giteadrone.reconcile;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.SignIn;
import java.util.Optional;
import java.util.stream.Stream;

/** Which of the stored credentials the servers accept. Each question is a request. */
public final class WorkingCredentials {
  private final Gateways gateways;
  private final Desired desired;

  /** Asks the servers behind {@code gateways}. */
  public WorkingCredentials(Gateways gateways, Desired desired) {
    this.gateways = gateways;
    this.desired = desired;
  }

  /** Whether Gitea signs this in. */
  public boolean signsIn(Credential credential) {
    return gateways.gitea().users().signIn(credential) instanceof SignIn.Accepted;
  }

  /** The administrator's password, or the next one of an interrupted change. */
  public Optional<Credential.Basic> password(AdminRecord admin) {
    return Stream.of(AdminKey.PASSWORD, AdminKey.NEXT_PASSWORD)
        .flatMap(key -> admin.get(key).stream())
        .map(secret -> new Credential.Basic(desired.gitea().username(), secret))
        .filter(this::signsIn)
        .findFirst();
  }

  /** The given or the stored token of Drone, whichever Drone accepts. */
  public Optional<Secret> droneToken(AdminRecord admin) {
    return Stream.concat(
            desired.drone().givenToken().stream(), admin.get(AdminKey.DRONE_TOKEN).stream())
        .filter(token -> gateways.drone().accounts().find(token).isPresent())
        .findFirst();
  }
}
