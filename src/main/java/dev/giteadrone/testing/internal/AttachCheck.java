package dev.giteadrone.testing.internal;

import dev.giteadrone.drone.RestDrone;
import dev.giteadrone.errors.mapping.FailureMapping;
import dev.giteadrone.gitea.RestGitea;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
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
  private static final String ID = "testing.attach";
  private static final String CALL = "attach(giteaUrl, droneUrl)";

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
      case GiteaState.Installing installing -> throw noGitea("it shows its install page");
      case GiteaState.NotReady not -> throw noGitea(not.seen());
      case GiteaState.Blocked blocked -> throw noGitea(blocked.obstacle().seen());
    }
  }

  private void requireDrone() {
    if (drone.server().info() instanceof DroneInfo.Unreachable away) {
      throw failure(
          ExitCode.UNREACHABLE,
          "attaching to Drone (" + endpoints.drone() + ")",
          away.seen(),
          "look whether Drone runs, and give its root URL as the second argument of " + CALL);
    }
  }

  private void requireUser(String username, Secret password) {
    String tried = "signing in to Gitea (" + endpoints.gitea() + ") as " + shown(username);
    switch (gitea.users().signIn(new Credential.Basic(username, password))) {
      case SignIn.Accepted in -> {
        if (!in.user().login().equalsIgnoreCase(username)) {
          throw failure(
              ExitCode.USAGE,
              tried,
              "the name of this user is " + in.user().login(),
              "give that in admin(username, password)");
        }
      }
      case SignIn.Refused refused ->
          throw failure(
              ExitCode.NOT_AUTHORISED,
              tried,
              switch (refused.reason()) {
                case MUST_CHANGE_PASSWORD -> "this user must change the password first";
                case INACTIVE -> "this account is not active";
                case WRONG, SCOPE ->
                    "Gitea refuses this name with this password, or wants a second factor";
              },
              "give another user or password in admin(username, password)");
    }
  }

  private void requireToken(String username, Secret token) {
    String tried = "asking Drone (" + endpoints.drone() + ") whose token this is";
    String next = "give the API token of " + shown(username) + " in droneToken(token), or none";
    DroneUser user =
        drone
            .accounts()
            .find(token)
            .orElseThrow(
                () -> failure(ExitCode.NOT_AUTHORISED, tried, "Drone refuses this token", next));
    if (!user.login().equalsIgnoreCase(username)) {
      throw failure(ExitCode.USAGE, tried, "it is that of " + user.login(), next);
    }
  }

  private Failure noGitea(String seen) {
    return failure(
        ExitCode.UNREACHABLE,
        "attaching to Gitea (" + endpoints.gitea() + ")",
        seen,
        "look whether Gitea runs, and give its root URL as the first argument of " + CALL);
  }

  private static String shown(String username) {
    return Text.neutral(username, 60);
  }

  private static Failure failure(ExitCode code, String tried, String seen, String next) {
    return new Failure(code, Problem.of(ID, tried, seen, next));
  }
}
