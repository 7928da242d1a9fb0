package dev.giteadrone.reconcile.verify;

import static dev.giteadrone.model.result.CheckResult.failed;
import static dev.giteadrone.model.result.CheckResult.notRun;
import static dev.giteadrone.model.result.CheckResult.passed;
import static dev.giteadrone.model.result.CheckResult.warned;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.server.OAuthApp;
import java.net.URI;
import java.util.Optional;

/** Checks of Gitea: the server, the credentials, and the application. */
final class GiteaChecks {
  private static final Case OTHER_ROOT =
      Case.of(ProblemId.GITEA_ROOT_URL, "other", "root", "gitea");
  private static final Case NO_CREDENTIALS =
      Case.of(ProblemId.ADMIN_EXISTS, "no-credentials", "user", "adminFile", "refused");
  private static final Case DEAD_TOKEN =
      Case.of(ProblemId.ADMIN_EXISTS, "dead-token", "user", "adminFile", "works", "refused");
  private static final Case ORDINARY = Case.of(ProblemId.ADMIN_IS_ADMIN, "ordinary", "user");
  private static final Case UNREGISTERED =
      Case.of(ProblemId.OAUTH_APP, "unregistered", "client", "uri", "user");
  private static final Case UNKNOWN_APP = Case.of(ProblemId.OAUTH_APP, "unknown", "client");
  private static final Case NO_ANSWER = Case.of(ProblemId.OAUTH_APP, "no-answer", "client");
  private static final Case PUBLIC = Case.of(ProblemId.OAUTH_APP, "public", "app");
  private static final Case REFUSED_SECRET = Case.of(ProblemId.OAUTH_SECRET, "refused");

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
    return failed(CheckId.GITEA_ROOT_URL, OTHER_ROOT.problem(root.get(), desired.gitea().url()));
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
        NO_CREDENTIALS.problem(
            desired.gitea().username(),
            desired.secrets().admin(),
            access.password().isPresent() ? "yes" : ""));
  }

  private Problem refusedToken(AccessObserved access) {
    boolean works = access.passwordWorks();
    return DEAD_TOKEN.problem(
        desired.gitea().username(),
        adminFile(),
        works ? "yes" : "",
        access.password().isPresent() && !works ? "yes" : "");
  }

  private String adminFile() {
    return String.valueOf(desired.secrets().admin().getFileName());
  }

  CheckResult adminIsAdmin() {
    return seen.access().user().orElseThrow().admin()
        ? passed(CheckId.ADMIN_IS_ADMIN, "administrator")
        : failed(CheckId.ADMIN_IS_ADMIN, ORDINARY.problem(desired.gitea().username()));
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
            : failed(CheckId.OAUTH_APP, PUBLIC.problem(ours.get().name()));
      }
      case WRONG_REDIRECT ->
          failed(
              CheckId.OAUTH_APP,
              UNREGISTERED.problem(
                  clientId, desired.drone().redirectUri(), desired.gitea().username()));
      case UNKNOWN_CLIENT -> failed(CheckId.OAUTH_APP, UNKNOWN_APP.problem(clientId));
      case UNKNOWN -> failed(CheckId.OAUTH_APP, NO_ANSWER.problem(clientId));
    };
  }

  CheckResult secret() {
    return switch (seen.probe()) {
      case RIGHT -> passed(CheckId.OAUTH_SECRET, "Gitea accepts the file's");
      case WRONG_SECRET, WRONG_REDIRECT, UNKNOWN_CLIENT, UNKNOWN ->
          failed(CheckId.OAUTH_SECRET, REFUSED_SECRET.problem());
    };
  }

  private static boolean sameUrl(String one, String other) {
    return one.replaceFirst("/+$", "").equalsIgnoreCase(other.replaceFirst("/+$", ""));
  }
}
