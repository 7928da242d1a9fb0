package dev.giteadrone.gitea;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.gitea.api.AccessTokensApi;
import dev.giteadrone.gitea.api.model.AccessToken;
import dev.giteadrone.gitea.api.model.CreateAccessTokenOption;
import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import java.util.List;

/** A user's access tokens. These end points accept a password only; a token gets the answer 401. */
final class RestTokens implements Gitea.Tokens {
  private static final Case INCOMPLETE =
      Case.of(ProblemId.GITEA_VERSION, "incomplete", "what", "gitea", "missing");

  private final Http http;
  private final AccessTokensApi api;

  RestTokens(Http http) {
    this.http = http;
    this.api = http.api(AccessTokensApi.class);
  }

  @Override
  public List<String> names(Credential.Basic user) {
    return Pages.all(
            http,
            "listing access tokens",
            (page, limit) -> api.listTokens(user, user.username(), page, limit))
        .stream()
        .map(AccessToken::name)
        .toList();
  }

  @Override
  public Secret create(Credential.Basic user, String name, List<String> scopes) {
    String what = "creating the access token " + name;
    Answer<AccessToken> answer =
        http.send(
            what,
            api.createToken(user, user.username(), new CreateAccessTokenOption(name, scopes)));
    if (!answer.ok()) {
      throw NoEffectFailure.of(http, what, answer);
    }
    String value = RestUsers.orEmpty(http.body(what, answer).sha1());
    if (value.isBlank()) {
      throw INCOMPLETE.failureAs(
          http.server().ready().id(), null, what, http.server().url(), "token");
    }
    return Secret.of(value);
  }

  @Override
  public void delete(Credential.Basic user, String name) {
    Deletion.send(
        http, "deleting the access token " + name, api.deleteToken(user, user.username(), name));
  }
}
