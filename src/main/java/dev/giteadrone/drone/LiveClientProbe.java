package dev.giteadrone.drone;

import dev.giteadrone.drone.api.ServerApi;
import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.LiveClient;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import okhttp3.Cookie;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Reads the OAuth2 client of the running process from its login. Then it makes Drone send an
 * invalid code to Gitea: Gitea's error tells whether the process has the right secret. A new secret
 * does not change the client id, so only this detects a process that still has the old secret.
 */
final class LiveClientProbe implements Drone.Client {
  private final Http http;
  private final ServerApi server;

  LiveClientProbe(Http http) {
    this.http = http;
    this.server = http.api(ServerApi.class);
  }

  /**
   * The start of a login.
   *
   * @param authorize the URL that it redirects to, with its query
   * @param cookies the cookie with the state
   */
  record Start(HttpUrl authorize, Secret cookies) {
    /** A parameter of the authorize URL; empty if it is not there. */
    String parameter(String name) {
      String value = authorize.queryParameter(name);
      return value == null ? "" : value;
    }
  }

  /** Sends two requests. Empty if the server has no login that redirects anywhere. */
  @Override
  public Optional<LiveClient> look() {
    return start().map(this::probe);
  }

  /** Sends one request. */
  Optional<Start> start() {
    Answer<Void> answer =
        http.read("check the login", () -> server.getLogin(Credential.ANONYMOUS, null, null));
    if (answer.status() >= 500 || answer.status() == 429) {
      // The answer names no client. That does not mean that there is none.
      throw http.unexpected("check the login", answer);
    }
    String location = answer.headers().get("Location");
    HttpUrl base = base(http.server().url());
    HttpUrl authorize = location == null ? null : base.resolve(location);
    if (answer.status() / 100 != 3 || authorize == null) {
      return Optional.empty();
    }
    String cookies =
        Cookie.parseAll(base, answer.headers()).stream()
            .map(cookie -> cookie.name() + "=" + cookie.value())
            .collect(Collectors.joining("; "));
    return Optional.of(new Start(authorize, Secret.of(cookies)));
  }

  private LiveClient probe(Start start) {
    LoginError error;
    try {
      error = bogus(start);
    } catch (IOException e) {
      // Drone sends a request to Gitea before it answers, so a late answer is likely Gitea's delay.
      error =
          new LoginError(
              "Drone does not answer to an invalid code ("
                  + http.explain(e)
                  + "): perhaps it does not reach Gitea");
    }
    return new LiveClient(
        Text.neutral(start.parameter("client_id"), 100),
        Text.neutral(start.parameter("redirect_uri"), 300),
        start.authorize().newBuilder().query(null).fragment(null).build().toString(),
        error.probe(),
        error.words());
  }

  private LoginError bogus(Start start) throws IOException {
    Answer<Void> answer = onceAgainIfLate(start);
    return LoginError.of(location(answer))
        .orElseGet(() ->
            new LoginError(
                "Drone answers " + answer.status() + " to an invalid code, and gives no reason"));
  }

  /**
   * Repeats the request if the answer is late: a single answer may be lost. If two are late, the
   * connection to Drone is not the reason.
   */
  private Answer<Void> onceAgainIfLate(Start start) throws IOException {
    try {
      Answer<Void> answer = ask(start);
      return http.late(answer) ? ask(start) : answer;
    } catch (IOException e) {
      if (http.late(e)) {
        return ask(start);
      }
      throw e;
    }
  }

  private Answer<Void> ask(Start start) throws IOException {
    Credential session =
        start.cookies().isBlank() ? Credential.ANONYMOUS : new Credential.Session(start.cookies());
    return http.readOnce(server.getLogin(session, "bogus", start.parameter("state")));
  }

  private static @Nullable String location(Answer<?> answer) {
    List<String> all = answer.headers().values("Location");
    return all.isEmpty() ? null : all.get(all.size() - 1);
  }

  static HttpUrl base(URI url) {
    return HttpUrl.get(url + "/");
  }
}
