package dev.giteadrone.reconcile.wiring;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.LiveObserved;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.reconcile.DroneObserver;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.reconcile.RefusedPassword;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Looks at the application, and at what the running Drone has of it. Changes nothing. */
public final class WiringObserver {
  private final Gateways gateways;
  private final Desired desired;
  private final DroneObserver drone;

  /**
   * Looks at what {@code desired} names.
   *
   * @param drone looks at the running Drone
   */
  public WiringObserver(Gateways gateways, Desired desired, DroneObserver drone) {
    this.gateways = gateways;
    this.desired = desired;
    this.drone = drone;
  }

  /**
   * Finds the application and asks Gitea about the file's secret, and Drone what it has.
   *
   * @throws Failure with UNREACHABLE if Drone is still late when the run's time is up
   */
  public WiringObserved look(AccessObserved access) {
    return look(access, drone::live);
  }

  /** The same for checks: that Drone is still late when the run's time is up is their result. */
  public WiringObserved lookToCheck(AccessObserved access) {
    return look(
        access,
        (host, admin) -> drone.watch(host, admin, Duration.ZERO, live -> Optional.empty()).last());
  }

  private WiringObserved look(
      AccessObserved access, BiFunction<HostSecrets, AdminRecord, LiveObserved> live) {
    HostSecrets host = access.files().host().value();
    AdminRecord admin = access.admin();
    List<OAuthApp> apps =
        access.token().map(token -> gateways.gitea().apps().all(token)).orElse(List.of());
    Optional<String> probed = host.clientId().or(() -> soleClientId(apps));
    Optional<Secret> secret = host.get(Variable.DRONE_GITEA_CLIENT_SECRET);
    ClientProbe probe =
        probed.isPresent() && secret.isPresent()
            ? gateways
                .gitea()
                .apps()
                .probe(probed.get(), secret.get(), desired.drone().redirectUri())
            : ClientProbe.UNKNOWN;
    return new WiringObserved(
        access,
        apps,
        probe,
        probed,
        live.apply(host, admin),
        form(admin, host.clientId().flatMap(id -> byId(apps, id)), probe));
  }

  private static Optional<OAuthApp> byId(List<OAuthApp> apps, String clientId) {
    return apps.stream().filter(app -> app.clientId().equals(clientId)).findFirst();
  }

  /**
   * Why the web form cannot be used. Asked only where an application has to be changed: it costs
   * Gitea a password hash.
   */
  private Optional<String> form(AdminRecord admin, Optional<OAuthApp> app, ClientProbe probe) {
    boolean needed =
        app.isPresent()
            && (probe == ClientProbe.WRONG_REDIRECT
                || !app.get().confidential()
                || admin.get(AdminKey.PENDING_REDIRECTS).isPresent());
    if (!needed) {
      return Optional.empty();
    }
    String username = desired.gitea().username();
    return admin
        .get(AdminKey.PASSWORD)
        .map(password ->
            RefusedPassword.formState(gateways.gitea(), new Credential.Basic(username, password)))
        .map(state ->
            state == AccessObserved.PasswordState.CURRENT
                ? Optional.<String>empty()
                : Optional.of(
                    RefusedPassword.describe(state, username)
                        .orElse("Gitea does not let " + username + " sign in")))
        .orElse(Optional.of("there is no stored password"));
  }

  private Optional<String> soleClientId(List<OAuthApp> apps) {
    List<OAuthApp> candidates =
        apps.stream()
            .filter(app -> app.redirectUris().contains(desired.drone().redirectUri()))
            .toList();
    return candidates.size() == 1
        ? Optional.of(candidates.getFirst().clientId())
        : Optional.empty();
  }
}
