package dev.giteadrone.reconcile.removal;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.RemovalObserved;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.reconcile.CanaryMark;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.reconcile.StrayTokens;
import dev.giteadrone.reconcile.TokenMark;
import dev.giteadrone.reconcile.WorkingCredentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds what this program created, by its marks and records, and nothing else. */
public final class RemovalObserver {
  private final Gateways gateways;
  private final Desired desired;
  private final Supplier<DroneInfo> drone;

  /**
   * Creates an observer of both servers.
   *
   * @param drone checks whether Drone runs
   */
  public RemovalObserver(Gateways gateways, Desired desired, Supplier<DroneInfo> drone) {
    this.gateways = gateways;
    this.desired = desired;
    this.drone = drone;
  }

  /**
   * Observes both servers once.
   *
   * @param allTokens whether all access tokens of this Drone are to be removed
   */
  public RemovalObserved look(AccessObserved access, boolean allTokens) {
    AdminRecord admin = access.admin();
    Optional<Credential.Basic> password = new WorkingCredentials(gateways, desired).password(admin);
    Optional<Credential> reader =
        access.token().map(Credential.class::cast).or(() -> password.map(Credential.class::cast));
    List<String> created = admin.createdApps();
    Optional<String> client = access.files().host().value().clientId().filter(created::contains);
    if (reader.isEmpty() || access.user().isEmpty()) {
      return new RemovalObserved(
          access,
          false,
          List.of(),
          client,
          Optional.empty(),
          false,
          false,
          Optional.empty(),
          allTokens,
          List.of(),
          List.of(),
          false);
    }
    List<OAuthApp> apps =
        gateways.gitea().apps().all(reader.get()).stream()
            .filter(app ->
                created.contains(app.clientId())
                    || admin.text(AdminKey.PENDING_APP).equals(Optional.of(app.name())))
            .toList();
    String owner = access.user().get().login();
    Optional<Repository> named =
        gateways.gitea().repositories().find(reader.get(), owner, desired.canary().repository());
    Optional<Repository> canary =
        named.filter(repository -> repository.description().startsWith(CanaryMark.TEXT));
    boolean taken = named.isPresent() && canary.isEmpty();
    InDrone drone =
        canary.isPresent() ? inDrone(admin, owner) : new InDrone(false, Optional.empty());
    Tokens tokens =
        password
            .map(basic -> tokens(gateways.gitea().tokens().names(basic), admin, allTokens))
            .orElse(new Tokens(List.of(), List.of()));
    return new RemovalObserved(
        access,
        true,
        apps,
        client,
        canary,
        taken,
        drone.known(),
        drone.why(),
        allTokens,
        tokens.go(),
        tokens.stay(),
        password.isPresent());
  }

  /** The tokens of this program: those to remove and those to keep. */
  private record Tokens(List<String> go, List<String> stay) {}

  private Tokens tokens(List<String> there, AdminRecord admin, boolean all) {
    TokenMark mark = TokenMark.of(desired.drone().url());
    List<String> named = new ArrayList<>(admin.pendingTokens());
    admin.text(AdminKey.TOKEN_NAME).ifPresent(named::add);
    List<String> go =
        there.stream().filter(name -> named.contains(name) || (all && mark.isOn(name))).toList();
    List<String> stay =
        StrayTokens.among(there, admin, desired).stream()
            .filter(name -> !go.contains(name))
            .toList();
    return new Tokens(go, stay);
  }

  /**
   * Drone's answer about the canary.
   *
   * @param why why there is no answer; empty if there is one
   */
  private record InDrone(boolean known, Optional<String> why) {}

  private InDrone inDrone(AdminRecord admin, String owner) {
    if (drone.get() instanceof DroneInfo.Unreachable away) {
      return new InDrone(false, Optional.of(away.seen()));
    }
    Optional<Secret> token = new WorkingCredentials(gateways, desired).droneToken(admin);
    if (token.isEmpty()) {
      return new InDrone(false, Optional.of("there is no token that Drone accepts"));
    }
    boolean known =
        gateways
            .drone()
            .repositories()
            .find(token.get(), owner, desired.canary().repository())
            .isPresent();
    return new InDrone(known, Optional.empty());
  }
}
