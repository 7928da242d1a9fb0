package dev.giteadrone.drone;

import dev.giteadrone.diagnosis.Case;
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
  private static final Case SECOND_FACTOR = LoginRefusals.message("second-factor");
  private static final Case ENROL = LoginRefusals.message("enrol");
  private static final Case MUST_CHANGE = LoginRefusals.message("must-change");
  private static final Case NO_FORM = LoginRefusals.message("no-form");
  private static final Case CAPTCHA = LoginRefusals.message("captcha");
  private static final Case PASSWORD = LoginRefusals.message("password", "flash");
  private static final Case INACTIVE = LoginRefusals.message("inactive", "title");
  private static final Case UNREGISTERED_URI = LoginRefusals.message("unregistered-uri");
  private static final Case UNREGISTERED_CLIENT = LoginRefusals.message("unregistered-client");
  private static final Case BROKEN = LoginRefusals.message("broken", "status", "title");

  private final LoginRefusals refusals;
  private final HttpUrl gitea;

  GiteaRefusals(LoginRefusals refusals, HttpUrl gitea) {
    this.refusals = refusals;
    this.gitea = gitea;
  }

  /** Why the login ends on this page of Gitea; empty if it can continue. */
  Optional<Refused> of(Page page, boolean answersPassword) {
    String path = "/" + page.url().encodedPath().substring(gitea.encodedPath().length());
    return switch (path) {
      case "/user/two_factor", "/user/webauthn" ->
          Optional.of(refusals.needsPerson(page, SECOND_FACTOR));
      case "/user/settings/change_password" -> Optional.of(refusals.refused(page, MUST_CHANGE));
      case "/user/settings/security" -> Optional.of(refusals.needsPerson(page, ENROL));
      case "/user/login" -> signInPage(page, answersPassword);
      case "/login/oauth/authorize" -> authorizePage(page);
      default -> inactive(page).or(() -> broken(page));
    };
  }

  private Optional<Refused> signInPage(Page page, boolean answersPassword) {
    Optional<Refused> inactive = inactive(page);
    if (inactive.isPresent()) {
      return inactive;
    }
    if (page.html().selectFirst("form input[name=password]") == null) {
      return Optional.of(refusals.refused(page, NO_FORM));
    }
    if (page.html()
            .selectFirst("[name=captcha], .g-recaptcha, .h-captcha, .cf-turnstile, .m-captcha")
        != null) {
      return Optional.of(refusals.needsPerson(page, CAPTCHA));
    }
    return answersPassword
        ? Optional.of(refusals.refused(page, PASSWORD, page.flash()))
        : Optional.empty();
  }

  private Optional<Refused> inactive(Page page) {
    if (page.html().selectFirst(".page-content.user.activate, .user.activate") == null) {
      return Optional.empty();
    }
    return Optional.of(refusals.refused(page, INACTIVE, page.title()));
  }

  private Optional<Refused> authorizePage(Page page) {
    String text = page.html().text();
    if (Text.contains(text, "Unregistered Redirect URI")) {
      return Optional.of(refusals.refused(page, UNREGISTERED_URI));
    }
    if (Text.contains(text, "Client ID not registered")) {
      return Optional.of(refusals.refused(page, UNREGISTERED_CLIENT));
    }
    return inactive(page).or(() -> broken(page));
  }

  private Optional<Refused> broken(Page page) {
    return page.status() < 400
        ? Optional.empty()
        : Optional.of(refusals.refused(page, BROKEN, page.status(), page.title()));
  }
}
