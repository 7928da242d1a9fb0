package dev.giteadrone.gitea;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.gitea.api.OAuth2Api;
import dev.giteadrone.gitea.api.OAuth2ApplicationsApi;
import dev.giteadrone.gitea.api.model.CreateOAuth2ApplicationOptions;
import dev.giteadrone.gitea.api.model.OAuth2Application;
import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.ClientProbe;
import dev.giteadrone.model.server.MintedApp;
import dev.giteadrone.model.server.OAuthApp;
import java.util.List;
import java.util.Objects;

/** OAuth2 applications over the API. */
final class RestApps implements Gitea.Apps {
  private static final Case REFUSED = Case.of(ProblemId.OAUTH_APP, "refused", "what", "gitea");
  private static final Case INCOMPLETE =
      Case.of(ProblemId.GITEA_VERSION, "incomplete", "what", "gitea", "missing");

  /** Gitea never creates a code that looks like this one. */
  private static final String BOGUS_CODE = "gitea-drone-probe";

  private final Http http;
  private final OAuth2ApplicationsApi api;
  private final OAuth2Api oauth;

  RestApps(Http http) {
    this.http = http;
    this.api = http.api(OAuth2ApplicationsApi.class);
    this.oauth = http.api(OAuth2Api.class);
  }

  @Override
  public List<OAuthApp> all(Credential owner) {
    return Pages.all(
            http,
            "listing OAuth2 applications",
            (page, limit) -> api.listApplications(owner, page, limit))
        .stream()
        .map(RestApps::app)
        .toList();
  }

  @Override
  public MintedApp create(Credential owner, String name, String redirectUri) {
    String what = "creating the OAuth2 application " + name;
    Answer<OAuth2Application> answer =
        http.send(
            what,
            api.createApplication(
                owner, new CreateOAuth2ApplicationOptions(name, true, List.of(redirectUri), null)));
    return minted(what, answer);
  }

  /**
   * PATCH replaces all properties and resets those that are missing, so the request contains all of
   * them.
   */
  @Override
  public MintedApp mintSecret(Credential owner, OAuthApp wanted) {
    String what = "creating a new secret for the OAuth2 application " + wanted.name();
    Answer<OAuth2Application> answer =
        http.send(
            what,
            api.replaceApplication(
                owner,
                wanted.id(),
                new CreateOAuth2ApplicationOptions(
                    wanted.name(), wanted.confidential(), wanted.redirectUris(), null)));
    return minted(what, answer);
  }

  @Override
  public void delete(Credential owner, long id) {
    Deletion.send(http, "deleting the OAuth2 application " + id, api.deleteApplication(owner, id));
  }

  /**
   * A POST that changes nothing, so it is repeated like a read. Gitea checks client id, secret,
   * redirect URI and code, in this order, and answers an error in any of them with 400 and JSON
   * (seen on 1.26).
   */
  @Override
  public ClientProbe probe(String clientId, Secret clientSecret, String redirectUri) {
    String what = "probing the OAuth2 client " + Text.neutral(clientId, 60);
    Answer<Void> answer =
        http.read(
            what,
            () ->
                oauth.exchangeCode(
                    Credential.ANONYMOUS,
                    "authorization_code",
                    clientId,
                    clientSecret.reveal(),
                    redirectUri,
                    BOGUS_CODE));
    if (answer.status() >= 500 || answer.status() == 429) {
      throw http.unexpected(what, answer);
    }
    String said = answer.error().path("error_description").asText("");
    if (Text.contains(said, "cannot load client")) {
      return ClientProbe.UNKNOWN_CLIENT;
    }
    if (Text.contains(said, "invalid client secret")
        || Text.contains(said, "invalid empty client secret")) {
      return ClientProbe.WRONG_SECRET;
    }
    if (Text.contains(said, "unexpected redirect URI")) {
      return ClientProbe.WRONG_REDIRECT;
    }
    return Text.contains(said, "client is not authorized")
        ? ClientProbe.RIGHT
        : ClientProbe.UNKNOWN;
  }

  private MintedApp minted(String what, Answer<OAuth2Application> answer) {
    if (answer.status() == 400 || answer.status() == 422) {
      throw REFUSED.failure(what, http.server().url());
    }
    OAuth2Application app = http.body(what, answer);
    String secret = RestUsers.orEmpty(app.clientSecret());
    if (secret.isBlank()) {
      throw INCOMPLETE.failureAs(
          CheckId.OAUTH_SECRET.id(), null, what, http.server().url(), "client secret");
    }
    return new MintedApp(app(app), Secret.of(secret));
  }

  private static OAuthApp app(OAuth2Application app) {
    return new OAuthApp(
        app.id(),
        app.name(),
        app.clientId(),
        // Null if the application was created without redirect URIs.
        Objects.requireNonNullElse(app.redirectUris(), List.of()),
        app.confidentialClient());
  }
}
