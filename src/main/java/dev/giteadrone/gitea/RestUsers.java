package dev.giteadrone.gitea;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.gitea.api.UsersApi;
import dev.giteadrone.gitea.api.model.CreateUserOption;
import dev.giteadrone.gitea.api.model.EditUserOption;
import dev.giteadrone.gitea.api.model.User;
import dev.giteadrone.gitea.api.model.UserSearchResults;
import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.GiteaUser;
import dev.giteadrone.model.server.SignIn;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Users over the API. */
final class RestUsers implements Gitea.Users {
  private static final Case REFUSED =
      Case.of(ProblemId.ADMIN_EXISTS, "refused", "what", "gitea", "user");
  private static final Case PASSWORD_REFUSED =
      Case.of(ProblemId.ADMIN_EXISTS, "password-refused", "what", "gitea");

  private final Http http;
  private final UsersApi api;

  RestUsers(Http http) {
    this.http = http;
    this.api = http.api(UsersApi.class);
  }

  @Override
  public SignIn signIn(Credential credential) {
    String what = "asking which user is signed in";
    Answer<User> answer = http.read(what, () -> api.getCurrentUser(credential));
    return switch (answer.status()) {
      case 401 -> new SignIn.Refused(SignIn.Reason.WRONG);
      case 403 ->
          new SignIn.Refused(
              reason(answer.message()).orElseThrow(() -> http.unexpected(what, answer)));
      default -> new SignIn.Accepted(user(http.body(what, answer)));
    };
  }

  @Override
  public Optional<GiteaUser> tryToSignIn(Credential credential) {
    try {
      Answer<User> answer = http.readOnce(api.getCurrentUser(credential));
      return answer.ok() ? answer.value().map(RestUsers::user) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The texts come from Gitea's API router, and are the same from 1.20 to 1.26 (source). */
  private static Optional<SignIn.Reason> reason(String message) {
    if (Text.contains(message, "change your password")) {
      return Optional.of(SignIn.Reason.MUST_CHANGE_PASSWORD);
    }
    if (Text.contains(message, "prohibited") || Text.contains(message, "not activated")) {
      return Optional.of(SignIn.Reason.INACTIVE);
    }
    return Text.contains(message, "scope") ? Optional.of(SignIn.Reason.SCOPE) : Optional.empty();
  }

  @Override
  public Optional<GiteaUser> find(Credential credential, String username) {
    String what = "looking for the user " + username;
    Answer<User> answer = http.read(what, () -> api.getUser(credential, username));
    return answer.status() == 404 ? Optional.empty() : Optional.of(user(http.body(what, answer)));
  }

  @Override
  public long count(Credential credential) {
    String what = "counting users";
    Answer<UserSearchResults> answer =
        http.read(what, () -> api.searchUsers(credential, 1, Pages.SIZE, null));
    List<User> some = http.body(what, answer).data();
    return Pages.total(answer).orElse(some == null ? 0 : some.size());
  }

  @Override
  public boolean create(Credential admin, String username, String email, Secret password) {
    String what = "creating the user " + username;
    Answer<User> answer =
        http.send(
            what,
            api.createUser(admin, new CreateUserOption(username, email, password.reveal(), false)));
    return switch (answer.status()) {
      case 422 -> {
        // The name is taken, reserved or malformed. The message does not tell which, so look for
        // the user.
        if (find(admin, username).isPresent()) {
          yield false;
        }
        throw nameRefused(what, username);
      }
      case 400 -> throw passwordRefused(what);
      default -> {
        if (!answer.ok()) {
          throw NoEffectFailure.of(http, what, answer);
        }
        http.body(what, answer);
        yield true;
      }
    };
  }

  @Override
  public void makeAdmin(Credential admin, String username) {
    edit(
        "making " + username + " an administrator",
        admin,
        new EditUserOption(0L, username, null, null, true));
  }

  @Override
  public void setPassword(Credential admin, String username, Secret password) {
    edit(
        "setting the password of " + username,
        admin,
        new EditUserOption(0L, username, password.reveal(), false, null));
  }

  private void edit(String what, Credential admin, EditUserOption change) {
    Answer<User> answer = http.send(what, api.editUser(admin, change.loginName(), change));
    if (answer.status() == 400 && change.password() != null) {
      throw passwordRefused(what);
    }
    if (!answer.ok()) {
      throw NoEffectFailure.of(http, what, answer);
    }
  }

  private Failure nameRefused(String what, String username) {
    return new NoEffectFailure(
        REFUSED.exit(), REFUSED.problem(what, http.server().url(), username));
  }

  private Failure passwordRefused(String what) {
    return new NoEffectFailure(
        PASSWORD_REFUSED.exit(), PASSWORD_REFUSED.problem(what, http.server().url()));
  }

  private static GiteaUser user(User user) {
    return new GiteaUser(
        user.id(),
        user.login(),
        orEmpty(user.email()),
        user.isAdmin(),
        Boolean.TRUE.equals(user.active()));
  }

  static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
