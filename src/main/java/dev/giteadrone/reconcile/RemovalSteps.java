package dev.giteadrone.reconcile;

import dev.giteadrone.model.AccessObserved;
import dev.giteadrone.model.AdminKey;
import dev.giteadrone.model.AdminRecord;
import dev.giteadrone.model.Change;
import dev.giteadrone.model.Credential;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.HostSecrets;
import dev.giteadrone.model.Secret;
import dev.giteadrone.model.Step;
import dev.giteadrone.model.Stored;
import dev.giteadrone.model.Variable;
import java.util.Set;
import java.util.stream.Stream;

/** Removes what is ours. Each step may be repeated: what is gone already is fine. */
final class RemovalSteps {
  private final Ports ports;
  private final Desired desired;

  RemovalSteps(Ports ports, Desired desired) {
    this.ports = ports;
    this.desired = desired;
  }

  Outcome deactivateCanary(Step.DeactivateCanary step, AccessObserved seen) {
    Secret token = RemovalObserver.droneToken(ports, desired, seen.admin()).orElseThrow();
    ports.drone().deactivate(token, step.owner(), step.name());
    return deleted(step);
  }

  Outcome deleteCanary(Step.DeleteCanary step, AccessObserved seen) {
    ports
        .gitea()
        .deleteRepository(reader(seen), step.repository().owner(), step.repository().name());
    return deleted(step);
  }

  Outcome deleteApp(Step.DeleteApp step, AccessObserved seen) {
    ports.gitea().deleteApp(reader(seen), step.app().id());
    return new Outcome(Change.DELETED, step.app().name() + ", client " + step.app().clientId());
  }

  Outcome removeClient(Step.RemoveClient step) {
    Stored<HostSecrets> file = ports.host().read();
    ports
        .host()
        .remove(
            file.revision(),
            Set.of(Variable.DRONE_GITEA_CLIENT_ID, Variable.DRONE_GITEA_CLIENT_SECRET));
    return new Outcome(
        Change.DELETED, step.text() + ", " + file.value().others() + " other variables kept");
  }

  Outcome deleteTokens(Step.DeleteTokens step) {
    Credential.Basic password = password();
    step.names().forEach(name -> ports.gitea().deleteToken(password, name));
    return deleted(step);
  }

  Outcome forgetKeys(Step.ForgetKeys step) {
    Stored<AdminRecord> stored = ports.admin().read();
    ports
        .admin()
        .write(stored.revision(), stored.value().without(step.keys().toArray(AdminKey[]::new)));
    return deleted(step);
  }

  private static Outcome deleted(Step step) {
    return new Outcome(Change.DELETED, step.text());
  }

  private Credential reader(AccessObserved seen) {
    return seen.token().map(Credential.class::cast).orElseGet(this::password);
  }

  private Credential.Basic password() {
    AdminRecord admin = ports.admin().read().value();
    return Stream.of(AdminKey.PASSWORD, AdminKey.NEXT_PASSWORD)
        .flatMap(key -> admin.get(key).stream())
        .map(secret -> new Credential.Basic(desired.gitea().username(), secret))
        .filter(basic -> AdminSteps.signsIn(ports, basic))
        .findFirst()
        .orElseThrow();
  }
}
