package dev.giteadrone.drone;

import dev.giteadrone.http.Page;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.server.DroneLogin.Refused;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Recognises the pages that end a login. Says why it ended and what to do next. */
final class LoginRefusals {
  static final String VERIFY = "gitea-drone verify --level login";

  private final HttpUrl drone;
  private final HttpUrl gitea;
  private final String username;

  LoginRefusals(HttpUrl drone, HttpUrl gitea, String username) {
    this.drone = drone;
    this.gitea = gitea;
    this.username = username;
  }

  /** Whether {@code url} is below {@code base}, including its path. */
  static boolean within(HttpUrl base, HttpUrl url) {
    return sameOrigin(base, url) && url.encodedPath().startsWith(base.encodedPath());
  }

  private static boolean sameOrigin(HttpUrl one, HttpUrl other) {
    return one.scheme().equals(other.scheme())
        && one.host().equals(other.host())
        && one.port() == other.port();
  }

  /**
   * Why the login ends on this page; empty if it can continue.
   *
   * @param answersPassword whether the page is the answer to the password
   */
  Optional<Refused> of(Page page, boolean answersPassword) {
    if (!within(gitea, page.url())) {
      return Optional.ofNullable(onDrone(page));
    }
    return new GiteaRefusals(this, gitea, username).of(page, answersPassword);
  }

  /** The page is unknown, so the login cannot continue. */
  Refused unknownPage(Page page) {
    String flash = page.flash();
    return refused(
        page,
        "the login stopped at the page "
            + quoted(page.title())
            + (flash.isEmpty() ? "" : ": " + flash),
        "a page between Gitea's login and Drone that this program does not know",
        "log in to Drone in a browser as "
            + username
            + " and see what it asks for; then "
            + VERIFY);
  }

  /** Drone ended the login without a session. */
  Refused noSession(Page page) {
    return refused(
        page,
        "Drone's login ended without a session",
        "Drone has no OAuth2 client for Gitea, or a proxy removes its cookies",
        "check DRONE_GITEA_SERVER and DRONE_GITEA_CLIENT_ID in Drone's environment, and the proxy");
  }

  /** Drone refuses the session that it has just created. */
  Refused sessionRefused(Page page) {
    return refused(
        page,
        "Drone does not accept the session that it just created",
        "several Drone servers without a common DRONE_COOKIE_SECRET, or Drone was"
            + " restarted during the login",
        "set DRONE_COOKIE_SECRET to a fixed value, then " + VERIFY);
  }

  /**
   * A redirect went to a server that is neither the configured Gitea nor the configured Drone.
   *
   * @param start where Drone's login redirects to now, which tells which server is wrong
   * @param seen the error of the browser
   */
  Refused ledAway(Optional<LiveClientProbe.Start> start, Problem seen) {
    HttpUrl authorize = start.map(LiveClientProbe.Start::authorize).orElse(gitea);
    HttpUrl back = start.map(s -> HttpUrl.parse(s.parameter("redirect_uri"))).orElse(drone);
    String cause;
    String next;
    if (!within(gitea, authorize)) {
      cause =
          "Drone's DRONE_GITEA_SERVER is " + origin(authorize) + ", not the configured gitea.url";
      next = "make DRONE_GITEA_SERVER and gitea.url the same, deploy, then " + VERIFY;
    } else if (!within(drone, back)) {
      cause =
          "Drone uses the URL "
              + origin(back)
              + ": DRONE_SERVER_PROTO and DRONE_SERVER_HOST differ from the configured drone.url";
      next = "set DRONE_SERVER_PROTO and DRONE_SERVER_HOST to those of drone.url, and deploy";
    } else {
      cause = "Gitea's ROOT_URL differs from the configured gitea.url";
      next = "make [server] ROOT_URL in Gitea's app.ini and gitea.url the same, and deploy";
    }
    Problem problem = new Problem(CheckId.DRONE_LOGIN.id(), summary(), seen.seen(), cause, next);
    return new Refused(origin(authorize), problem, false);
  }

  private @Nullable Refused onDrone(Page page) {
    if (page.url().encodedPath().equals("/login/error")) {
      String message = page.url().queryParameter("message");
      return new DroneRefusals(summary(), username)
          .of(place(page), new LoginError(message == null ? "" : message));
    }
    return page.url().encodedPath().equals("/login") || page.status() >= 400
        ? noSession(page)
        : null;
  }

  /** The login was refused on {@code page}. */
  Refused refused(Page page, String seen, String cause, String next) {
    return new Refused(place(page), problem(seen, cause, next), false);
  }

  /** The login was refused on {@code page}, and only a person can continue there. */
  Refused needsPerson(Page page, String seen, String cause, String next) {
    return new Refused(place(page), problem(seen, cause, next), true);
  }

  private Problem problem(String seen, String cause, String next) {
    return new Problem(CheckId.DRONE_LOGIN.id(), summary(), seen, cause, next);
  }

  private String summary() {
    return "log in to Drone (" + origin(drone) + ") as " + username + " through Gitea";
  }

  /** The URL of the page without the query, which may contain a code. */
  private static String place(Page page) {
    return Text.neutral(origin(page.url()) + page.url().encodedPath(), 120);
  }

  private static String origin(HttpUrl url) {
    return Text.neutral(
        url.newBuilder()
            .encodedPath("/")
            .query(null)
            .fragment(null)
            .build()
            .toString()
            .replaceAll("/$", ""),
        100);
  }

  static String quoted(String title) {
    return "\"" + title + "\"";
  }
}
