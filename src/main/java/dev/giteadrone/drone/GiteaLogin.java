package dev.giteadrone.drone;

import dev.giteadrone.drone.api.UsersApi;
import dev.giteadrone.drone.api.model.Token;
import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Browser;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.Page;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.SecondFactor;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.DroneLogin;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jsoup.nodes.FormElement;

/**
 * Logs in to Drone as a person does. Drone redirects to Gitea. Gitea asks for the password and, the
 * first time, for consent, and redirects back. With the new session, this class then reads the
 * user's token.
 */
final class GiteaLogin implements Drone.Login {
  private static final String WHAT = "log in to Drone through Gitea";
  private static final int MAX_PAGES = 6 + SecondFactor.TRIES;

  private final Http http;
  private final HttpUrl drone;
  private final HttpUrl gitea;
  private final UsersApi users;
  private final SecondFactor secondFactor;

  GiteaLogin(Http http, URI giteaUrl, SecondFactor secondFactor) {
    this.http = http;
    this.drone = LiveClientProbe.base(http.server().url());
    this.gitea = LiveClientProbe.base(giteaUrl);
    this.users = http.api(UsersApi.class);
    this.secondFactor = secondFactor;
  }

  @Override
  public DroneLogin as(String username, Secret password) {
    LoginRefusals refusals = new LoginRefusals(drone, gitea, username);
    Browser browser = http.browser(Set.of(drone, gitea));
    End end;
    try {
      end = walk(browser, username, password, refusals);
    } catch (Failure e) {
      // The browser refused to follow a redirect. An unreachable server is a failure, not a
      // refusal.
      if (e.exitCode() != ExitCode.FAILED) {
        throw e;
      }
      return refusals.ledAway(new LiveClientProbe(http).start(), e.problem());
    }
    return switch (end) {
      case End.Stopped stopped -> stopped.refused();
      case End.Arrived arrived -> token(browser, arrived.page(), refusals);
    };
  }

  /** The end of the way through the forms. */
  private sealed interface End {
    /** The login is back at Drone. */
    record Arrived(Page page) implements End {}

    /** The login was refused. */
    record Stopped(DroneLogin.Refused refused) implements End {}
  }

  private End walk(Browser browser, String username, Secret password, LoginRefusals refusals) {
    HttpUrl start = at(drone, "login");
    SecondFactorForm codes = new SecondFactorForm(secondFactor, at(gitea, SecondFactorForm.PATH));
    Page page = browser.open(WHAT, start);
    boolean passwordSent = false;
    boolean answersPassword = false;
    boolean granted = false;
    Page lost = null;
    for (int i = 0; i < MAX_PAGES; i++) {
      Optional<Page> afterCode = codes.answered(browser, WHAT, page, username);
      if (afterCode.isPresent()) {
        answersPassword = false;
        page = afterCode.get();
        continue;
      }
      Optional<DroneLogin.Refused> refused = refusals.of(page, answersPassword);
      if (refused.isPresent()) {
        return new End.Stopped(refused.get());
      }
      answersPassword = false;
      Optional<FormElement> signIn = page.form(at(gitea, "user/login"));
      Optional<FormElement> grant = page.form(at(gitea, "login/oauth/grant"));
      if (!LoginRefusals.within(gitea, page.url())) {
        return new End.Arrived(page);
      } else if (grant.isPresent() && !granted) {
        granted = true;
        // The button belongs to the form: without it, Gitea treats the answer as "no".
        page = browser.submit(WHAT, page, grant.get(), Map.of("granted", "true"));
      } else if (signIn.isPresent() && !passwordSent) {
        passwordSent = true;
        answersPassword = true;
        page =
            browser.submit(
                WHAT,
                page,
                signIn.get(),
                Map.of("user_name", username, "password", password.reveal()));
      } else if (passwordSent && !granted && lost == null) {
        // The user is signed in, but Gitea lost the page to return to.
        lost = page;
        page = browser.open(WHAT, start);
      } else {
        break;
      }
    }
    return new End.Stopped(refusals.unknownPage(lost == null ? page : lost));
  }

  private DroneLogin token(Browser browser, Page page, LoginRefusals refusals) {
    String session = browser.cookie(drone, "_session_");
    if (session.isEmpty()) {
      return refusals.noSession(page);
    }
    Answer<Token> answer =
        http.send(
            "fetch the user's token",
            users.getToken(new Credential.Session(Secret.of("_session_=" + session)), null));
    if (answer.status() == 401) {
      return refusals.sessionRefused(page);
    }
    Token token = http.body("fetch the user's token", answer);
    return new DroneLogin.LoggedIn(Secret.of(token.token()));
  }

  private static HttpUrl at(HttpUrl base, String path) {
    return base.newBuilder().addPathSegments(path).build();
  }
}
