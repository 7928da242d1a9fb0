package dev.giteadrone.gitea;

import dev.giteadrone.gitea.api.InstanceApi;
import dev.giteadrone.gitea.api.model.Health;
import dev.giteadrone.gitea.api.model.OpenIdConfiguration;
import dev.giteadrone.gitea.api.model.ServerVersion;
import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.server.GiteaState;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/** Whether the instance is up, its version and its URL. */
final class RestInstance implements Gitea.Instance {
  private final Http http;
  private final InstanceApi api;

  RestInstance(Http http) {
    this.http = http;
    this.api = http.api(InstanceApi.class);
  }

  /**
   * While the install page is up, healthz answers 200 too, but without {@code checks} (seen on
   * 1.26).
   */
  @Override
  public GiteaState state() {
    try {
      Answer<Health> answer = http.readOnce(api.getHealth(Credential.ANONYMOUS));
      Optional<Health> health = answer.value();
      if (health.isEmpty()) {
        return switch (answer.status()) {
          // Gitea has this path, but another server may not.
          case 404, 405 ->
              http.otherProgram()
                  .<GiteaState>map(GiteaState.Blocked::new)
                  .orElseGet(() -> new GiteaState.NotReady(unhealthy(answer.status())));
          default -> new GiteaState.NotReady(unhealthy(answer.status()));
        };
      }
      if (!health.get().status().equals("pass")) {
        return new GiteaState.NotReady("health says " + Text.neutral(health.get().status(), 20));
      }
      return health.get().checks() == null || health.get().checks().isEmpty()
          ? new GiteaState.Installing()
          : new GiteaState.Ready();
    } catch (IOException e) {
      return http.obstacle("checking whether it is ready", e)
          .<GiteaState>map(GiteaState.Blocked::new)
          .orElseGet(() -> new GiteaState.NotReady(http.explain(e)));
    }
  }

  @Override
  public Optional<Duration> clockAhead() {
    return http.clockAhead();
  }

  private static String unhealthy(int status) {
    return switch (status) {
      case 503 -> "a health check fails";
      // Gitea itself requires no login for healthz, so this answer comes from something else.
      case 301, 302, 303, 307, 308, 400, 401, 403, 407 ->
          "health answers "
              + status
              + ": a proxy in front of it requires authentication"
              + " (http.headers, http.client-certificate)";
      default -> "health answers " + status;
    };
  }

  @Override
  public String version(Credential credential) {
    String what = "reading the version";
    Answer<ServerVersion> answer = http.read(what, () -> api.getVersion(credential));
    return Text.neutral(http.body(what, answer).version(), 60);
  }

  @Override
  public Optional<URI> rootUrl() {
    String what = "reading the OpenID configuration";
    Answer<OpenIdConfiguration> answer =
        http.read(what, () -> api.getOpenIdConfiguration(Credential.ANONYMOUS));
    if (answer.status() == 404 || answer.status() == 403) {
      return Optional.empty();
    }
    String issuer = http.body(what, answer).issuer();
    try {
      return Optional.of(new URI(issuer.replaceAll("/+$", "")));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
