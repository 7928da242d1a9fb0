package dev.giteadrone.gitea;

import com.fasterxml.jackson.core.JsonProcessingException;
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
   *
   * @throws dev.giteadrone.model.result.Failure if the certificate is not trusted: waiting does not
   *     help
   */
  @Override
  public GiteaState state() {
    try {
      Answer<Health> answer = http.readOnce(api.getHealth(Credential.ANONYMOUS));
      Optional<Health> health = answer.value();
      if (health.isEmpty()) {
        return new GiteaState.NotReady(
            switch (answer.status()) {
              case 503 -> "a health check fails";
              // Gitea itself requires no login for healthz, so this answer comes from something
              // else.
              case 301, 302, 303, 307, 308, 400, 401, 403, 407 ->
                  "health answers "
                      + answer.status()
                      + ": a proxy in front of it requires authentication"
                      + " (http.headers, http.client-certificate)";
              default -> "health answers " + answer.status();
            });
      }
      if (!health.get().status().equals("pass")) {
        return new GiteaState.NotReady("health says " + Text.neutral(health.get().status(), 20));
      }
      return health.get().checks() == null || health.get().checks().isEmpty()
          ? new GiteaState.Installing()
          : new GiteaState.Ready();
    } catch (JsonProcessingException e) {
      return new GiteaState.NotReady("something answers there that is not Gitea");
    } catch (IOException e) {
      http.requireHope("checking whether it is ready", e);
      return new GiteaState.NotReady(http.explain(e));
    }
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
