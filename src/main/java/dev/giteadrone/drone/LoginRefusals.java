package dev.giteadrone.drone;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.http.Page;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.server.DroneLogin.Refused;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Recognises the pages that end a login. Says why it ended and what to do next. */
final class LoginRefusals {
  private static final Case UNKNOWN_PAGE = message("unknown-page", "title", "flash");
  private static final Case NO_SESSION = message("no-session");
  private static final Case SESSION_REFUSED = message("session-refused");
  private static final Case OTHER_GITEA = message("other-gitea", "seen", "server");
  private static final Case OTHER_DRONE = message("other-drone", "seen", "server");
  private static final Case OTHER_ROOT = message("other-root", "seen");

  private final HttpUrl drone;
  private final HttpUrl gitea;
  private final String username;

  LoginRefusals(HttpUrl drone, HttpUrl gitea, String username) {
    this.drone = drone;
    this.gitea = gitea;
    this.username = username;
  }

  /** A message of a login; its first values are Drone's URL and the user. */
  static Case message(String key, String... more) {
    return Case.of(
        ProblemId.DRONE_LOGIN,
        key,
        Stream.concat(Stream.of("drone", "user"), Arrays.stream(more)).toArray(String[]::new));
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
    return new GiteaRefusals(this, gitea).of(page, answersPassword);
  }

  /** The page is unknown, so the login cannot continue. */
  Refused unknownPage(Page page) {
    return refused(page, UNKNOWN_PAGE, page.title(), page.flash());
  }

  /** Drone ended the login without a session. */
  Refused noSession(Page page) {
    return refused(page, NO_SESSION);
  }

  /** Drone refuses the session that it has just created. */
  Refused sessionRefused(Page page) {
    return refused(page, SESSION_REFUSED);
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
    Problem problem;
    if (!within(gitea, authorize)) {
      problem = problem(OTHER_GITEA, seen.seen(), origin(authorize));
    } else if (!within(drone, back)) {
      problem = problem(OTHER_DRONE, seen.seen(), origin(back));
    } else {
      problem = problem(OTHER_ROOT, seen.seen());
    }
    return new Refused(origin(authorize), problem, false);
  }

  private @Nullable Refused onDrone(Page page) {
    if (page.url().encodedPath().equals("/login/error")) {
      String message = page.url().queryParameter("message");
      LoginError error = new LoginError(message == null ? "" : message);
      return refused(page, DroneRefusal.of(error).message(), error.words());
    }
    return page.url().encodedPath().equals("/login") || page.status() >= 400
        ? noSession(page)
        : null;
  }

  /** The login was refused on {@code page}. */
  Refused refused(Page page, Case message, Object... more) {
    return new Refused(place(page), problem(message, more), false);
  }

  /** The login was refused on {@code page}, and only a person can continue there. */
  Refused needsPerson(Page page, Case message) {
    return new Refused(place(page), problem(message), true);
  }

  private Problem problem(Case message, Object... more) {
    return message.problem(
        Stream.concat(Stream.of(origin(drone), username), Arrays.stream(more)).toArray());
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
}
