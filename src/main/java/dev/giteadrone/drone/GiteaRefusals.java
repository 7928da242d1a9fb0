package dev.giteadrone.drone;

import dev.giteadrone.http.Page;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.server.DroneLogin.Refused;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Recognises the pages of Gitea that end a login. It uses path and structure, because the texts are
 * in the server's language. Only the texts of the authorize page are always English (Gitea 1.26's
 * {@code oauth2_provider.go}).
 */
final class GiteaRefusals {
  private final LoginRefusals refusals;
  private final HttpUrl gitea;
  private final String username;

  GiteaRefusals(LoginRefusals refusals, HttpUrl gitea, String username) {
    this.refusals = refusals;
    this.gitea = gitea;
    this.username = username;
  }

  /** Why the login ends on this page of Gitea; empty if it can continue. */
  Optional<Refused> of(Page page, boolean answersPassword) {
    String path = "/" + page.url().encodedPath().substring(gitea.encodedPath().length());
    return switch (path) {
      case "/user/two_factor", "/user/webauthn" -> Optional.of(secondFactor(page));
      case "/user/settings/change_password" -> Optional.of(mustChange(page));
      case "/user/settings/security" -> Optional.of(mustEnrol(page));
      case "/user/login" -> signInPage(page, answersPassword);
      case "/login/oauth/authorize" -> authorizePage(page);
      default -> inactive(page).or(() -> broken(page));
    };
  }

  private Refused secondFactor(Page page) {
    return refusals.needsPerson(
        page,
        "Gitea asks for a second factor",
        username + " has two-factor authentication",
        "log in to Drone once in a browser as "
            + username
            + ", copy the token of its account page, and run gitea-drone verify with DRONE_TOKEN"
            + " set to it");
  }

  private Refused mustEnrol(Page page) {
    return refusals.needsPerson(
        page,
        "Gitea requires that a second factor is set up",
        "Gitea enforces two-factor authentication, and " + username + " has none",
        "set it up in a browser as " + username + ", then log in to Drone once");
  }

  private Refused mustChange(Page page) {
    return refusals.refused(
        page,
        "Gitea requires a password change first",
        username + " was created or reset with must-change-password",
        "gitea admin user must-change-password --unset "
            + username
            + ", or change it in a browser");
  }

  private Optional<Refused> signInPage(Page page, boolean answersPassword) {
    Optional<Refused> inactive = inactive(page);
    if (inactive.isPresent()) {
      return inactive;
    }
    if (page.html().selectFirst("form input[name=password]") == null) {
      return Optional.of(
          refusals.refused(
              page,
              "Gitea's login page has no field for a password",
              "ENABLE_PASSWORD_SIGNIN_FORM is off, or the page is not Gitea's",
              "log in to Drone once in a browser, and run gitea-drone verify with DRONE_TOKEN set"));
    }
    if (page.html()
            .selectFirst("[name=captcha], .g-recaptcha, .h-captcha, .cf-turnstile, .m-captcha")
        != null) {
      return Optional.of(
          refusals.needsPerson(
              page,
              "Gitea's login asks for a captcha",
              "REQUIRE_CAPTCHA_FOR_LOGIN is on",
              "log in to Drone once in a browser, and run gitea-drone verify with DRONE_TOKEN set"));
    }
    return answersPassword ? Optional.of(wrongPassword(page)) : Optional.empty();
  }

  private Refused wrongPassword(Page page) {
    String flash = page.flash();
    return refusals.refused(
        page,
        flash.isEmpty() ? "Gitea shows its login page again" : "Gitea says: " + flash,
        "the stored password of " + username + " is not the one Gitea has",
        "put the right password into the admin file with sops, or have it reset by Gitea's CLI");
  }

  private Optional<Refused> inactive(Page page) {
    if (page.html().selectFirst(".page-content.user.activate, .user.activate") == null) {
      return Optional.empty();
    }
    return Optional.of(
        refusals.refused(
            page,
            "Gitea does not let this user in: " + LoginRefusals.quoted(page.title()),
            username + " is inactive, or prohibited from signing in",
            "activate the account in Gitea's site administration, then " + LoginRefusals.VERIFY));
  }

  private Optional<Refused> authorizePage(Page page) {
    String text = page.html().text();
    if (Text.contains(text, "Unregistered Redirect URI")) {
      return Optional.of(
          refusals.refused(
              page,
              "Gitea answers that the redirect URI is not registered",
              "Drone's own URL and the OAuth2 application's redirect URI differ in scheme, host,"
                  + " port, case or a slash",
              "gitea-drone plan shows the difference, gitea-drone bootstrap repairs it"));
    }
    if (Text.contains(text, "Client ID not registered")) {
      return Optional.of(
          refusals.refused(
              page,
              "Gitea answers that the client id is not registered",
              "the OAuth2 application was deleted, or Drone was not restarted after"
                  + " a new one was created",
              "gitea-drone bootstrap, and deploy"));
    }
    return inactive(page).or(() -> broken(page));
  }

  private Optional<Refused> broken(Page page) {
    return page.status() < 400
        ? Optional.empty()
        : Optional.of(
            refusals.refused(
                page,
                "Gitea answers "
                    + page.status()
                    + " with the page "
                    + LoginRefusals.quoted(page.title()),
                "",
                "look at Gitea's log, then " + LoginRefusals.VERIFY));
  }
}
