package dev.giteadrone.testing.internal;

import dev.giteadrone.drone.Drone;
import dev.giteadrone.drone.FirstSync;
import dev.giteadrone.errors.WaitTimeoutException;
import dev.giteadrone.errors.mapping.FailureMapping;
import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.AccountSync;
import dev.giteadrone.model.server.DroneLogin;
import dev.giteadrone.reconcile.Randomness;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Creates users and tokens, and signs in to Drone. */
public final class Accounts {
  /** Tests may use every end point. */
  private static final List<String> SCOPES = List.of("all");

  private static final Duration SYNC_LIMIT = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(60);

  private final Gitea gitea;
  private final Drone drone;
  private final Randomness random = new Randomness();

  /** Creates accounts on these servers. */
  public Accounts(Endpoints endpoints) {
    this.gitea = endpoints.giteaGateway();
    this.drone = endpoints.droneGateway();
  }

  /** Creates a token of Gitea with all rights of the user, and returns it. */
  public Secret giteaToken(String username, Secret password, String name) {
    return FailureMapping.translating(
        () -> gitea.tokens().create(new Credential.Basic(username, password), name, SCOPES));
  }

  /** Deletes a token of Gitea by its name. */
  public void deleteGiteaToken(String username, Secret password, String name) {
    FailureMapping.translating(() -> {
      gitea.tokens().delete(new Credential.Basic(username, password), name);
      return name;
    });
  }

  /** Signs in to Drone as a person does, through Gitea's pages, and returns the user's token. */
  public Secret droneToken(String username, Secret password) {
    return FailureMapping.translating(() ->
        switch (drone.login().as(username, password)) {
          case DroneLogin.LoggedIn in -> in.token();
          case DroneLogin.Refused refused ->
              throw new Failure(ExitCode.NOT_AUTHORISED, refused.problem());
        });
  }

  /**
   * Creates an ordinary user of Gitea, and returns its random password.
   *
   * @param admin an administrator of Gitea
   * @throws IllegalArgumentException if Gitea has a user of this name, or does not allow it
   */
  public Secret create(Login admin, String username) {
    Secret password = random.password();
    boolean created;
    try {
      created =
          gitea
              .users()
              .create(
                  new Credential.Token(admin.giteaToken()), username, email(username), password);
    } catch (Failure e) {
      if (e.exitCode() == ExitCode.USAGE) {
        throw wrongName(username, "Gitea does not allow this name");
      }
      throw FailureMapping.of(e.exitCode(), e.problem(), e);
    }
    if (!created) {
      throw wrongName(username, "Gitea has a user of this name already");
    }
    return password;
  }

  private static IllegalArgumentException wrongName(String username, String seen) {
    return Arguments.wrong("createUser(name)", username, seen, "choose another name");
  }

  private static String email(String username) {
    return username + "@giteadrone.example";
  }

  /** Creates a token of Gitea for a user, and signs the user in to Drone. */
  public Login signIn(String username, Secret password, String tokenName) {
    Secret giteaToken = giteaToken(username, password, tokenName);
    Secret droneToken = droneToken(username, password);
    awaitSync(username, droneToken);
    return new Login(username, email(username), password, giteaToken, droneToken);
  }

  /**
   * Waits for the sync that the first sign-in starts. Otherwise it would run at the same time as
   * the next one.
   */
  private void awaitSync(String username, Secret token) {
    Poller.PollResult<AccountSync> ended =
        FailureMapping.translating(() ->
            FirstSync.await(
                drone.accounts(),
                token,
                new Poller(new Timeline(), Progress.SILENT),
                Deadline.in(SYNC_LIMIT),
                LOOK_EVERY));
    if (ended.value().isEmpty()) {
      throw new WaitTimeoutException(
          "end of Drone's first look at the repositories of " + username,
          ended.lastSeen(),
          ended.took(),
          Map.of());
    }
  }
}
