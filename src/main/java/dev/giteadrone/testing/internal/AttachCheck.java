package dev.giteadrone.testing.internal;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.drone.RestDrone;
import dev.giteadrone.errors.mapping.FailureMapping;
import dev.giteadrone.gitea.RestGitea;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.DroneInfo;
import dev.giteadrone.model.server.DroneUser;
import dev.giteadrone.model.server.GiteaState;
import dev.giteadrone.model.server.SignIn;
import java.util.Optional;

/**
 * Checks servers that somebody else runs before a test signs in there. Without it, a wrong argument
 * shows late, and as a failure of something else.
 */
public final class AttachCheck {
  private static final Case NO_GITEA =
      Case.of(ProblemId.TESTING_ATTACH, "no-gitea", "gitea", "seen");
  private static final Case INSTALLING = Case.of(ProblemId.TESTING_ATTACH, "installing", "gitea");
  private static final Case NO_DRONE =
      Case.of(ProblemId.TESTING_ATTACH, "no-drone", "drone", "seen");
  private static final Case OTHER_NAME =
      Case.of(ProblemId.TESTING_ATTACH, "other-name", "gitea", "user", "name");
  private static final Case MUST_CHANGE =
      Case.of(ProblemId.TESTING_ATTACH, "must-change", "gitea", "user");
  private static final Case INACTIVE =
      Case.of(ProblemId.TESTING_ATTACH, "inactive", "gitea", "user");
  private static final Case REFUSED = Case.of(ProblemId.TESTING_ATTACH, "refused", "gitea", "user");
  private static final Case TOKEN_REFUSED =
      Case.of(ProblemId.TESTING_ATTACH, "token", "drone", "user");
  private static final Case OTHER_TOKEN =
      Case.of(ProblemId.TESTING_ATTACH, "other-token", "drone", "user", "name");

  private final Endpoints endpoints;
  private final RestGitea gitea;
  private final RestDrone drone;

  private AttachCheck(Endpoints endpoints) {
    this.endpoints = endpoints;
    this.gitea = endpoints.giteaGateway();
    this.drone = endpoints.droneGateway();
  }

  /**
   * Checks both servers, the user, and the token. Changes nothing.
   *
   * @throws dev.giteadrone.errors.GiteaDroneException that names the argument which is wrong
   */
  public static void require(
      Endpoints endpoints, String username, Secret password, Optional<Secret> droneToken) {
    FailureMapping.translating(() -> {
      AttachCheck check = new AttachCheck(endpoints);
      check.requireGitea();
      check.requireDrone();
      check.requireUser(username, password);
      droneToken.ifPresent(token -> check.requireToken(username, token));
      return "";
    });
  }

  private void requireGitea() {
    switch (gitea.instance().state()) {
      case GiteaState.Ready ready -> {}
      case GiteaState.Installing installing -> throw INSTALLING.failure(endpoints.gitea());
      case GiteaState.NotReady not -> throw NO_GITEA.failure(endpoints.gitea(), not.seen());
      case GiteaState.Blocked blocked ->
          throw NO_GITEA.failure(endpoints.gitea(), blocked.obstacle().seen());
    }
  }

  private void requireDrone() {
    if (drone.server().info() instanceof DroneInfo.Unreachable away) {
      throw NO_DRONE.failure(endpoints.drone(), away.seen());
    }
  }

  private void requireUser(String username, Secret password) {
    switch (gitea.users().signIn(new Credential.Basic(username, password))) {
      case SignIn.Accepted in -> {
        if (!in.user().login().equalsIgnoreCase(username)) {
          throw OTHER_NAME.failure(endpoints.gitea(), shown(username), in.user().login());
        }
      }
      case SignIn.Refused refused -> {
        Case found =
            switch (refused.reason()) {
              case MUST_CHANGE_PASSWORD -> MUST_CHANGE;
              case INACTIVE -> INACTIVE;
              case WRONG, SCOPE -> REFUSED;
            };
        throw found.failure(endpoints.gitea(), shown(username));
      }
    }
  }

  private void requireToken(String username, Secret token) {
    DroneUser user =
        drone
            .accounts()
            .find(token)
            .orElseThrow(() -> TOKEN_REFUSED.failure(endpoints.drone(), shown(username)));
    if (!user.login().equalsIgnoreCase(username)) {
      throw OTHER_TOKEN.failure(endpoints.drone(), shown(username), user.login());
    }
  }

  private static String shown(String username) {
    return Text.neutral(username, 60);
  }
}
