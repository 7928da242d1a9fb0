package dev.giteadrone.drone;

import dev.giteadrone.drone.api.UsersApi;
import dev.giteadrone.drone.api.model.Repository;
import dev.giteadrone.drone.api.model.Token;
import dev.giteadrone.drone.api.model.User;
import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.AccountSync;
import dev.giteadrone.model.server.DroneUser;
import java.util.List;
import java.util.Optional;

/** The account behind a token. */
final class RestAccounts implements Drone.Accounts {
  private final Http http;
  private final UsersApi users;

  RestAccounts(Http http) {
    this.http = http;
    this.users = http.api(UsersApi.class);
  }

  @Override
  public Optional<DroneUser> find(Secret token) {
    if (!Wire.fitsHeader(token)) {
      return Optional.empty();
    }
    String what = "ask whose token this is";
    Answer<User> answer = http.read(what, () -> users.getCurrentUser(new Credential.Bearer(token)));
    if (answer.status() == 401) {
      return Optional.empty();
    }
    User user = http.body(what, answer);
    return Optional.of(
        new DroneUser(
            Text.neutral(user.login(), 100), user.admin(), user.active(), user.machine()));
  }

  /**
   * A login starts a sync if the last one is old. The sync may have finished already (Drone's login
   * handler, 1.10 and 2.x). Repositories that Drone knew before the login prove an earlier sync.
   * While a sync runs, Drone keeps the account in memory, with its token, and writes it back at the
   * end.
   */
  @Override
  public AccountSync syncState(Secret token) {
    String what = "ask when this account last read its repositories";
    Credential bearer = new Credential.Bearer(token);
    User user = http.body(what, http.read(what, () -> users.getCurrentUser(bearer)));
    if (user.syncing()) {
      return AccountSync.RUNNING;
    }
    Long login = user.lastLogin();
    if (user.synced() == 0) {
      return AccountSync.FIRST;
    }
    if (login == null || user.synced() < login) {
      return AccountSync.EARLIER;
    }
    boolean first =
        http.body(what, http.read(what, () -> users.listRepositories(bearer))).stream()
            .map(Repository::created)
            .allMatch(created -> created != null && created >= login);
    return first ? AccountSync.FIRST : AccountSync.EARLIER;
  }

  @Override
  public Secret rotateToken(Secret token) {
    String what = "rotate the user's token";
    Answer<Token> answer = http.send(what, users.getToken(new Credential.Bearer(token), true));
    return Secret.of(http.body(what, answer).token());
  }

  /**
   * Drone answers when the sync is finished. The status tells whether it succeeded; {@code synced}
   * changes even if it failed.
   */
  @Override
  public void sync(Secret token) {
    String what = "sync repositories from Gitea";
    Answer<List<Repository>> answer =
        http.send(what, users.syncRepositories(new Credential.Bearer(token)));
    if (answer.status() == 500) {
      throw new Failure(
          ExitCode.FAILED,
          Problem.of(
                  CheckId.DRONE_SYNC.id(),
                  what + " on Drone (" + http.server().url() + ")",
                  refusal(answer),
                  "log in to Drone once more, in a browser or with gitea-drone verify --level login"
                      + " and the user's password")
              .because(
                  "Drone keeps the Gitea token of the user's last login, and that"
                      + " token is no longer valid: the user never logged in, or the"
                      + " OAuth2 application was created again later"));
    }
    if (!answer.ok()) {
      throw http.unexpected(what, answer);
    }
  }

  private static String refusal(Answer<?> answer) {
    return answer.message().equals("Unauthorized")
        ? "Gitea does not accept the token that Drone has for this user"
        : "Drone could not read the user's repositories from Gitea";
  }
}
