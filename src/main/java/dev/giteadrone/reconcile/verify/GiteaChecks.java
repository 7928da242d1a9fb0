package dev.giteadrone.reconcile.verify;

import static dev.giteadrone.model.result.CheckResult.failed;
import static dev.giteadrone.model.result.CheckResult.notRun;
import static dev.giteadrone.model.result.CheckResult.passed;
import static dev.giteadrone.model.result.CheckResult.warned;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.server.OAuthApp;
import java.net.URI;
import java.util.Optional;

/** Checks of Gitea: the server, the credentials, and the application. */
final class GiteaChecks {
  private final Desired desired;
  private final WiringObserved seen;

  GiteaChecks(Desired desired, WiringObserved seen) {
    this.desired = desired;
    this.seen = seen;
  }

  CheckResult version() {
    return seen.access()
        .version()
        .map(GiteaRelease::check)
        .orElseGet(() -> notRun(CheckId.GITEA_VERSION, "not signed in"));
  }

  CheckResult rootUrl() {
    Optional<URI> root = seen.access().rootUrl();
    if (root.isEmpty()) {
      return notRun(CheckId.GITEA_ROOT_URL, "Gitea does not publish it");
    }
    if (sameUrl(root.get().toString(), desired.gitea().url().toString())) {
      return passed(CheckId.GITEA_ROOT_URL, root.get().toString());
    }
    return failed(
        CheckId.GITEA_ROOT_URL,
        Problem.of(
                CheckId.GITEA_ROOT_URL.id(),
                "comparing Gitea's ROOT_URL with gitea.url",
                "ROOT_URL is " + root.get() + ", not " + desired.gitea().url(),
                "set [server] ROOT_URL = "
                    + desired.gitea().url()
                    + "/ in Gitea, or correct gitea.url")
            .because("Gitea sends logins and clones to its ROOT_URL"));
  }

  CheckResult adminExists() {
    AccessObserved access = seen.access();
    boolean refused =
        access.admin().get(AdminKey.TOKEN).isPresent()
            && (access.token().isEmpty() || access.tokenGiven());
    if (refused && access.token().isEmpty()) {
      return failed(CheckId.ADMIN_EXISTS, refusedToken(access));
    }
    if (access.user().isPresent()) {
      String login = access.user().get().login();
      if (access.tokenGiven()) {
        return refused
            ? warned(
                CheckId.ADMIN_EXISTS,
                login + ", by GITEA_TOKEN; Gitea refuses the token in " + adminFile())
            : passed(CheckId.ADMIN_EXISTS, login + ", by GITEA_TOKEN");
      }
      return passed(
          CheckId.ADMIN_EXISTS,
          login + (access.token().isPresent() ? ", by its access token" : ", by password"));
    }
    return failed(
        CheckId.ADMIN_EXISTS,
        Problem.of(
            CheckId.ADMIN_EXISTS.id(),
            "signing in as " + desired.gitea().username(),
            access.password().isPresent()
                ? "Gitea refuses the credentials in " + desired.secrets().admin()
                : "there are no credentials",
            "gitea-drone plan shows what to do"));
  }

  private Problem refusedToken(AccessObserved access) {
    return Problem.of(
            CheckId.ADMIN_EXISTS.id(),
            "signing in as " + desired.gitea().username(),
            "Gitea refuses the access token in "
                + adminFile()
                + (access.passwordWorks()
                    ? ", but accepts the password"
                    : access.password().isPresent() ? ", and the password too" : ""),
            access.passwordWorks()
                ? "gitea-drone bootstrap creates a new one"
                : "gitea-drone plan shows what to do")
        .because(
            "somebody deleted it in Gitea's settings, or Gitea's database was restored"
                + " from a backup");
  }

  private String adminFile() {
    return String.valueOf(desired.secrets().admin().getFileName());
  }

  CheckResult adminIsAdmin() {
    return seen.access().user().orElseThrow().admin()
        ? passed(CheckId.ADMIN_IS_ADMIN, "administrator")
        : failed(
            CheckId.ADMIN_IS_ADMIN,
            Problem.of(
                CheckId.ADMIN_IS_ADMIN.id(),
                "checking " + desired.gitea().username(),
                "it is an ordinary user",
                "make it an administrator in Gitea's site administration"));
  }

  CheckResult app() {
    WiringObserved wiring = seen;
    String clientId = wiring.host().clientId().orElseThrow();
    Optional<OAuthApp> ours = wiring.app(clientId);
    return switch (wiring.probe()) {
      case RIGHT, WRONG_SECRET -> {
        if (ours.isEmpty()) {
          yield passed(
              CheckId.OAUTH_APP,
              "client "
                  + OAuthApp.describe(clientId)
                  + (seen.access().token().isPresent() ? ", of another owner" : ""));
        }
        yield ours.get().confidential()
            ? passed(
                CheckId.OAUTH_APP, ours.get().name() + ", client " + OAuthApp.describe(clientId))
            : failed(CheckId.OAUTH_APP, publicClient(ours.get()));
      }
      case WRONG_REDIRECT ->
          failed(
              CheckId.OAUTH_APP,
              Problem.of(
                  CheckId.OAUTH_APP.id(),
                  "checking client " + clientId,
                  "the redirect URI " + desired.drone().redirectUri() + " is not registered for it",
                  "gitea-drone bootstrap repairs it, if the application is "
                      + desired.gitea().username()
                      + "'s"));
      case UNKNOWN_CLIENT ->
          failed(
              CheckId.OAUTH_APP,
              Problem.of(
                      CheckId.OAUTH_APP.id(),
                      "checking client " + clientId,
                      "Gitea has no such application",
                      "git pull; if this checkout is the newest, gitea-drone bootstrap --allow-rotate")
                  .because("the application was deleted, or this checkout is behind"));
      case UNKNOWN ->
          failed(
              CheckId.OAUTH_APP,
              Problem.of(
                  CheckId.OAUTH_APP.id(),
                  "checking client " + clientId,
                  "Gitea's answer does not show whether it has the application",
                  "check the proxy in front of Gitea"));
    };
  }

  private static Problem publicClient(OAuthApp app) {
    return Problem.of(
            CheckId.OAUTH_APP.id(),
            "checking application " + app.name(),
            "it is a public client, for which Gitea requires PKCE, but Drone has no PKCE",
            "gitea-drone bootstrap makes it confidential")
        .because("logins end at /login/error?message=invalid_request");
  }

  CheckResult secret() {
    return switch (seen.probe()) {
      case RIGHT -> passed(CheckId.OAUTH_SECRET, "Gitea accepts the file's");
      case WRONG_SECRET, WRONG_REDIRECT, UNKNOWN_CLIENT, UNKNOWN ->
          failed(
              CheckId.OAUTH_SECRET,
              Problem.of(
                      CheckId.OAUTH_SECRET.id(),
                      "checking the file's client secret",
                      "Gitea refuses it",
                      "git pull; if this checkout is the newest, gitea-drone bootstrap --allow-rotate")
                  .because(
                      "somebody edited the application over the API, or this checkout is behind"));
    };
  }

  private static boolean sameUrl(String one, String other) {
    return one.replaceFirst("/+$", "").equalsIgnoreCase(other.replaceFirst("/+$", ""));
  }
}
