package dev.giteadrone.reconcile;

import dev.giteadrone.fakes.InMemoryServers;
import dev.giteadrone.model.observed.LiveObserved;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.LiveClient;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.RpcProbe;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the wiring stage may find, built up from a host on which nothing was done yet: Gitea has an
 * administrator and no application, Drone was never deployed, the file is empty.
 */
public final class WiringScene {
  /** The redirect URI that is wanted. */
  public static final String WANTED = InMemoryServers.DRONE + "/login";

  private final List<OAuthApp> apps = new ArrayList<>();
  private final Map<Variable, Secret> file = new EnumMap<>(Variable.class);
  private AdminRecord admin = AdminRecord.EMPTY.with(AdminKey.PASSWORD, Secret.of("password"));
  private ClientProbe probe = ClientProbe.UNKNOWN;
  private Optional<String> probed = Optional.empty();
  private Optional<HostSecrets> runner = Optional.empty();
  private LiveObserved live =
      new LiveObserved(
          new DroneInfo.Down("the connection is refused"), Optional.empty(), RpcProbe.UNKNOWN);

  private WiringScene() {}

  /** Nothing was done yet. */
  public static WiringScene blank() {
    return new WiringScene();
  }

  /** All is wired: the file, Gitea and the running Drone have the same. */
  public static WiringScene wired() {
    return blank()
        .app("id", WANTED)
        .madeByUs("id")
        .file("id", "secret", "rpc-secret-of-32-characters-and-more")
        .gitea(ClientProbe.RIGHT)
        .drone("id", WANTED, ClientProbe.RIGHT, RpcProbe.RIGHT);
  }

  public WiringScene app(String clientId, String... redirectUris) {
    return app("Drone", clientId, true, redirectUris);
  }

  public WiringScene app(
      String name, String clientId, boolean confidential, String... redirectUris) {
    apps.removeIf(app -> app.clientId().equals(clientId));
    apps.add(new OAuthApp(apps.size() + 1L, name, clientId, List.of(redirectUris), confidential));
    return this;
  }

  public WiringScene noApps() {
    apps.clear();
    return this;
  }

  public WiringScene madeByUs(String clientId) {
    admin = admin.withWords(AdminKey.CREATED_APPS, List.of(clientId));
    return this;
  }

  public WiringScene madeElsewhere() {
    admin = admin.without(AdminKey.CREATED_APPS);
    return this;
  }

  public WiringScene file(String clientId, String secret, String rpc) {
    set(Variable.DRONE_GITEA_CLIENT_ID, clientId);
    set(Variable.DRONE_GITEA_CLIENT_SECRET, secret);
    set(Variable.DRONE_RPC_SECRET, rpc);
    return this;
  }

  public WiringScene without(Variable... variables) {
    for (Variable variable : variables) {
      file.remove(variable);
    }
    return this;
  }

  public WiringScene with(Variable variable, String value) {
    set(variable, value);
    return this;
  }

  private void set(Variable variable, String value) {
    if (value.isEmpty()) {
      file.remove(variable);
    } else {
      file.put(variable, Secret.of(value));
    }
  }

  /** What Gitea says to the file's client. */
  public WiringScene gitea(ClientProbe answer) {
    probe = answer;
    probed = Optional.of("id");
    return this;
  }

  public WiringScene runnerFile(String rpc) {
    runner =
        Optional.of(
            new HostSecrets(
                rpc.isEmpty() ? Map.of() : Map.of(Variable.DRONE_RPC_SECRET, Secret.of(rpc)), 0));
    return this;
  }

  /** A Drone that runs. */
  public WiringScene drone(String clientId, String redirectUri, ClientProbe answer, RpcProbe rpc) {
    live =
        new LiveObserved(
            new DroneInfo.Running("1.10.1", false),
            Optional.of(
                new LiveClient(
                    clientId,
                    redirectUri,
                    InMemoryServers.GITEA + "/login/oauth/authorize",
                    answer,
                    answer.name())),
            rpc);
    return this;
  }

  public WiringScene drone(ClientProbe answer) {
    return drone("id", WANTED, answer, live.rpc());
  }

  public WiringScene drone(RpcProbe rpc) {
    live = new LiveObserved(live.info(), live.client(), rpc, live.deployUndone());
    return this;
  }

  public WiringScene noDrone() {
    live =
        new LiveObserved(
            new DroneInfo.Down("the connection is refused"), Optional.empty(), RpcProbe.UNKNOWN);
    return this;
  }

  public WiringScene deployUndone() {
    live = new LiveObserved(live.info(), live.client(), live.rpc(), true);
    return this;
  }

  public WiringScene pendingApp(String name) {
    admin = admin.with(AdminKey.PENDING_APP, name);
    return this;
  }

  public WiringScene pendingRotation(String clientId) {
    admin = admin.with(AdminKey.PENDING_ROTATION, clientId);
    return this;
  }

  public WiringScene replacedRpc(String secret) {
    admin = admin.with(AdminKey.REPLACED_RPC_SECRETS, secret);
    return this;
  }

  public WiringScene moving(String... uris) {
    admin = admin.withWords(AdminKey.PENDING_REDIRECTS, List.of(uris));
    return this;
  }

  /** Drone answers too late to be judged. */
  public WiringScene lateDrone() {
    live =
        new LiveObserved(
            new DroneInfo.Late("no answer in time"), Optional.empty(), RpcProbe.UNKNOWN);
    return this;
  }

  public WiringScene noPassword() {
    admin = admin.without(AdminKey.PASSWORD);
    return this;
  }

  public WiringObserved seen() {
    return new WiringObserved(
        SeenFiles.nobody(SeenFiles.of(admin, new HostSecrets(file, 0), runner)),
        apps,
        probe,
        probed,
        live,
        admin.get(AdminKey.PASSWORD).isPresent()
            ? Optional.empty()
            : Optional.of("there is no stored password"));
  }
}
