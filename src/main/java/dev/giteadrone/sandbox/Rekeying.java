package dev.giteadrone.sandbox;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.drone.FirstSync;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Revision;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import dev.giteadrone.model.server.AccountSync;
import dev.giteadrone.model.server.DroneLogin;
import dev.giteadrone.model.server.MintedApp;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.reconcile.Randomness;
import dev.giteadrone.reconcile.TokenMark;
import dev.giteadrone.reconcile.access.AccessPlanner;
import dev.giteadrone.run.RealConnections;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Gives a copy of a prepared pair its own addresses and secrets: password, access token, client
 * secret, RPC secret and Drone token. The secrets from the prepared pair no longer work afterwards.
 */
final class Rekeying {
  private static final Case NO_SYNC = Case.of(ProblemId.SANDBOX, "no-sync", "seconds");

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final Desired desired;
  private final Gateways gateways;
  private final Randomness random = new Randomness();
  private AdminRecord admin;

  private Rekeying(Desired desired, Gateways gateways, AdminRecord admin) {
    this.desired = desired;
    this.gateways = gateways;
    this.admin = admin;
  }

  /** Creates the re-keying of {@code sandbox}, which has a copy of {@code pair}. */
  static Rekeying of(Sandbox sandbox, PreparedPair pair) {
    Desired desired = ConfigFile.load(sandbox.configFile(), Map.of());
    Gateways gateways =
        new RealConnections(sandbox.environment())
            .open(
                desired,
                RunOptions.DEFAULT.withCaCertificate(sandbox.caCertificate()),
                new Timeline(),
                () -> Deadline.in(LIMIT));
    return new Rekeying(desired, gateways, pair.admin());
  }

  /**
   * Changes the secrets in Gitea, and writes the host's secrets file. Call it when Gitea runs and
   * Drone does not.
   */
  void beforeDrone() {
    String username = desired.gitea().username();
    Secret password = random.password();
    gateways.gitea().users().setPassword(basic(), username, password);
    admin = admin.with(AdminKey.PASSWORD, password);
    gateways.gitea().tokens().delete(basic(), admin.text(AdminKey.TOKEN_NAME).orElseThrow());
    String name = random.tokenName(TokenMark.of(desired.drone().url()));
    Secret token = gateways.gitea().tokens().create(basic(), name, AccessPlanner.SCOPES);
    admin = admin.with(AdminKey.TOKEN_NAME, name).with(AdminKey.TOKEN, token);
    Credential owner = new Credential.Token(token);
    OAuthApp app =
        gateways.gitea().apps().all(owner).stream()
            .filter(one -> admin.createdApps().contains(one.clientId()))
            .findFirst()
            .orElseThrow();
    MintedApp minted =
        gateways
            .gitea()
            .apps()
            .mintSecret(
                owner,
                new OAuthApp(
                    app.id(),
                    desired.drone().appName(),
                    app.clientId(),
                    List.of(desired.drone().redirectUri()),
                    true));
    gateways
        .host()
        .write(
            Revision.ABSENT,
            Map.of(
                Variable.DRONE_GITEA_CLIENT_ID, Secret.of(app.clientId()),
                Variable.DRONE_GITEA_CLIENT_SECRET, minted.secret(),
                Variable.DRONE_RPC_SECRET, random.rpcSecret()));
  }

  /**
   * Logs in to Drone, rotates its token, and writes the admin file. Call it when both servers run.
   */
  void withDrone() {
    DroneLogin login = gateways.drone().login().as(desired.gitea().username(), password());
    Secret old =
        switch (login) {
          case DroneLogin.LoggedIn in -> in.token();
          case DroneLogin.Refused refused ->
              throw new Failure(ExitCode.VERIFICATION_FAILED, refused.problem());
        };
    awaitSync(old);
    Secret token = gateways.drone().accounts().rotateToken(old);
    gateways.admin().write(Revision.ABSENT, admin.with(AdminKey.DRONE_TOKEN, token));
  }

  /** Waits for the sync: at its end Drone would restore the old token. */
  private void awaitSync(Secret token) {
    Poller.PollResult<AccountSync> ended =
        FirstSync.await(
            gateways.drone().accounts(),
            token,
            new Poller(new Timeline(), Progress.SILENT),
            Deadline.in(LIMIT),
            LOOK_EVERY);
    if (ended.value().isEmpty()) {
      throw NO_SYNC.failureAs("sandbox.wired", null, LIMIT.toSeconds());
    }
  }

  private Credential.Basic basic() {
    return new Credential.Basic(desired.gitea().username(), password());
  }

  private Secret password() {
    return admin.get(AdminKey.PASSWORD).orElseThrow();
  }
}
