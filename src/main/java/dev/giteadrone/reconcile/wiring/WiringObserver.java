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
import dev.giteadrone.time.Parallel;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Observes the application, and which client the running Drone has. Changes nothing. */
public final class WiringObserver {
  private final Gateways gateways;
  private final Desired desired;
  private final DroneObserver drone;

  /**
   * Creates an observer for {@code desired}.
   *
   * @param drone observes the running Drone
   */
  public WiringObserver(Gateways gateways, Desired desired, DroneObserver drone) {
    this.gateways = gateways;
    this.desired = desired;
    this.drone = drone;
  }

  /**
   * Finds the application, asks Gitea whether the file's secret is right, and observes Drone.
   *
   * @throws Failure with UNREACHABLE if Drone still answers too late at the deadline of the run
   */
  public WiringObserved look(AccessObserved access) {
    return look(access, drone::live);
  }

  /**
   * Observes for checks: if Drone still answers too late at the deadline of the run, a check fails
   * instead of the run.
   */
  public WiringObserved lookToCheck(AccessObserved access) {
    return look(access, drone::liveOrLate);
  }

  private WiringObserved look(
      AccessObserved access, BiFunction<HostSecrets, AdminRecord, LiveObserved> live) {
    HostSecrets host = access.files().host().value();
    AdminRecord admin = access.admin();
    try (Parallel<ClientProbe> stored = Parallel.start(() -> probe(host.clientId(), host))) {
      List<OAuthApp> apps =
          access.token().map(token -> gateways.gitea().apps().all(token)).orElse(List.of());
      Optional<String> probed = host.clientId().or(() -> soleClientId(apps));
      ClientProbe probe = host.clientId().isPresent() ? stored.get() : probe(probed, host);
      return new WiringObserved(
          access,
          apps,
          probe,
          probed,
          live.apply(host, admin),
          form(admin, host.clientId().flatMap(id -> byId(apps, id)), probe));
    }
  }

  private ClientProbe probe(Optional<String> clientId, HostSecrets host) {
    Optional<Secret> secret = host.get(Variable.DRONE_GITEA_CLIENT_SECRET);
    return clientId.isPresent() && secret.isPresent()
        ? gateways.gitea().apps().probe(clientId.get(), secret.get(), desired.drone().redirectUri())
        : ClientProbe.UNKNOWN;
  }

  private static Optional<OAuthApp> byId(List<OAuthApp> apps, String clientId) {
    return apps.stream().filter(app -> app.clientId().equals(clientId)).findFirst();
  }

  /**
   * Why the web form cannot be used; empty if it can. It is tried only if an application must be
   * changed, because a sign-in costs Gitea a password hash.
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
