package dev.giteadrone.gitea;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.http.Browser;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.Page;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.OAuthApp;
import dev.giteadrone.model.server.SignUp;
import dev.giteadrone.model.server.SignUpPage;
import dev.giteadrone.model.server.WebSignIn;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jsoup.nodes.FormElement;

/**
 * Gitea's web forms, for what its API cannot do. Hidden inputs are sent back unchanged, also {@code
 * _csrf} of versions up to 1.25.
 */
final class WebForms implements Gitea.Forms {
  private static final Case UNCLEAR =
      Case.of(ProblemId.GITEA_READY, "unclear", "what", "gitea", "status");

  private final Http http;
  private final HttpUrl root;

  WebForms(Http http) {
    this.http = http;
    this.root = HttpUrl.get(http.server().url() + "/");
  }

  @Override
  public SignUp signUp(String username, String email, Secret password) {
    String what = "signing up " + username;
    HttpUrl action = path("user/sign_up");
    Browser browser = http.browser(Set.of(root));
    Page page = browser.open("opening the sign-up form", action);
    switch (offered(page)) {
      case CLOSED -> {
        return new SignUp.Closed();
      }
      case CAPTCHA -> {
        return rejected("the form asks for a captcha, which only a person can answer");
      }
      case UNKNOWN -> {
        return rejected("the sign-up page answers " + page.status());
      }
      case OPEN -> {}
    }
    Page after =
        browser.submit(
            what,
            page,
            signUpForm(page).orElseThrow(),
            Map.of(
                "user_name",
                username,
                "email",
                email,
                "password",
                password.reveal(),
                "retype",
                password.reveal()));
    return signedUp(what, after, action);
  }

  @Override
  public SignUpPage signUpPage() {
    return offered(
        http.browser(Set.of(root)).open("opening the sign-up form", path("user/sign_up")));
  }

  private SignUpPage offered(Page page) {
    Optional<FormElement> form = signUpForm(page);
    if (form.isEmpty()) {
      // With DISABLE_REGISTRATION the form has no inputs (seen on 1.26).
      return page.status() == 200 || page.status() == 403 ? SignUpPage.CLOSED : SignUpPage.UNKNOWN;
    }
    return hasCaptcha(form.get()) ? SignUpPage.CAPTCHA : SignUpPage.OPEN;
  }

  private Optional<FormElement> signUpForm(Page page) {
    return page.form(path("user/sign_up"))
        .filter(found -> !found.select("[name=user_name]").isEmpty());
  }

  private static boolean hasCaptcha(FormElement form) {
    return !form.select(
            "#captcha, [name=captcha], .g-recaptcha, .h-captcha, .cf-turnstile," + " .m-captcha")
        .isEmpty();
  }

  private static SignUp rejected(String reason) {
    return new SignUp.Rejected(reason, SignUp.Field.UNKNOWN);
  }

  /** Success redirects. A refused form is shown again at the same address with status 200. */
  private SignUp signedUp(String what, Page after, HttpUrl action) {
    if (after.trail().size() > 1) {
      return new SignUp.Created();
    }
    if (after.status() == 403) {
      return new SignUp.Closed();
    }
    if (after.html().selectFirst(".user.activate") != null) {
      // The page that asks to confirm the email address: the user exists, but is not active.
      return new SignUp.Created();
    }
    Optional<FormElement> again = after.form(action);
    if (again.isPresent()) {
      return new SignUp.Rejected(
          after.flash().isEmpty() ? "the form answers " + after.status() : after.flash(),
          marked(again.get()));
    }
    throw notKnown("admin.exists", what, after);
  }

  /**
   * The input that Gitea refuses. It is found by its mark, because the message is in the server's
   * language.
   */
  private static SignUp.Field marked(FormElement form) {
    if (!form.select(".field.error [name=user_name]").isEmpty()) {
      return SignUp.Field.USER_NAME;
    }
    if (!form.select(".field.error [name=email]").isEmpty()) {
      return SignUp.Field.EMAIL;
    }
    return form.select(".field.error [name=password]").isEmpty()
        ? SignUp.Field.UNKNOWN
        : SignUp.Field.PASSWORD;
  }

  @Override
  public boolean editApp(Credential.Basic owner, OAuthApp wanted) {
    Browser browser = http.browser(Set.of(root));
    if (signIn(browser, owner) != WebSignIn.SIGNED_IN) {
      return false;
    }
    HttpUrl action = path("user/settings/applications/oauth2/" + wanted.id());
    Page page = browser.open("opening the form of " + wanted.name(), action);
    Optional<FormElement> form = page.form(action).filter(WebForms::isEditForm);
    boolean sameApp = page.html().select("#client-id").val().equals(wanted.clientId());
    if (form.isEmpty() || !sameApp) {
      return false;
    }
    FormElement filled = form.get();
    filled.select("[name=confidential_client]").removeAttr("checked");
    Page after =
        browser.submit(
            "changing the OAuth2 application " + wanted.name(), page, filled, values(wanted));
    return edited(after, action);
  }

  /**
   * Success redirects to the list of applications. A refused form is shown again with status 200.
   */
  private boolean edited(Page after, HttpUrl action) {
    if (after.trail().size() > 1) {
      return !after.url().encodedPath().equals(path("user/login").encodedPath());
    }
    if (after.form(action).isPresent()) {
      return false;
    }
    throw notKnown("oauth.app", "changing an OAuth2 application through the form", after);
  }

  /** A form was sent, but the answer does not tell whether it was accepted. */
  private Failure notKnown(String check, String what, Page after) {
    ExitCode exitCode =
        switch (after.status()) {
          case 401, 403 -> ExitCode.NOT_AUTHORISED;
          case 429 -> ExitCode.UNREACHABLE;
          default -> after.status() >= 500 ? ExitCode.UNREACHABLE : ExitCode.FAILED;
        };
    return new Failure(
        exitCode, UNCLEAR.problemAs(check, what, http.server().url(), after.status()));
  }

  private static Map<String, String> values(OAuthApp wanted) {
    String uris = String.join("\n", wanted.redirectUris());
    return wanted.confidential()
        ? Map.of(
            "application_name", wanted.name(), "redirect_uris", uris, "confidential_client", "on")
        : Map.of("application_name", wanted.name(), "redirect_uris", uris);
  }

  @Override
  public WebSignIn signIn(Credential.Basic user) {
    return signIn(http.browser(Set.of(root)), user);
  }

  private WebSignIn signIn(Browser browser, Credential.Basic user) {
    HttpUrl action = path("user/login");
    Page page = browser.open("opening the sign-in form", action);
    Optional<FormElement> form =
        page.form(action).filter(found -> !found.select("[name=password]").isEmpty());
    if (form.isEmpty() || hasCaptcha(form.get())) {
      return WebSignIn.UNKNOWN;
    }
    Page after =
        browser.signIn(
            "signing in as " + user.username(),
            page,
            form.get(),
            Map.of("user_name", user.username(), "password", user.password().reveal()));
    return entered(after);
  }

  /**
   * Decides by path and structure, because the texts are in the server's language. A second factor
   * and a password that must be changed have their own pages. After a wrong password the form is
   * shown again. Any other page means that the user is signed in.
   */
  private WebSignIn entered(Page after) {
    String at = after.url().encodedPath();
    if (at.equals(below("user/two_factor")) || at.equals(below("user/webauthn"))) {
      return WebSignIn.SECOND_FACTOR;
    }
    if (at.equals(below("user/settings/change_password"))) {
      return WebSignIn.MUST_CHANGE;
    }
    if (after.html().selectFirst(".user.activate") != null) {
      return WebSignIn.INACTIVE;
    }
    if (after.status() != 200) {
      return WebSignIn.UNKNOWN;
    }
    if (at.startsWith(below("user/"))) {
      boolean formAgain =
          after
              .form(path("user/login"))
              .filter(found -> !found.select("[name=password]").isEmpty())
              .isPresent();
      return formAgain ? WebSignIn.REFUSED : WebSignIn.UNKNOWN;
    }
    return after.trail().size() > 1 ? WebSignIn.SIGNED_IN : WebSignIn.UNKNOWN;
  }

  private static boolean isEditForm(FormElement form) {
    return !form.select("input[name=application_name]").isEmpty()
        && !form.select("textarea[name=redirect_uris]").isEmpty()
        && !form.select("input[type=checkbox][name=confidential_client]").isEmpty();
  }

  private String below(String path) {
    return path(path).encodedPath();
  }

  private HttpUrl path(String path) {
    return Objects.requireNonNull(root.resolve(path));
  }
}
