package dev.giteadrone.drone;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.drone.api.UsersApi;
import dev.giteadrone.drone.api.model.Repository;
import dev.giteadrone.drone.api.model.Token;
import dev.giteadrone.drone.api.model.User;
import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.AccountSync;
import dev.giteadrone.model.server.DroneUser;
import java.util.List;
import java.util.Optional;

/** The account behind a token. */
final class RestAccounts implements Drone.Accounts {
  private static final Case REFUSED =
      Case.of(ProblemId.DRONE_SYNC, "refused", "what", "drone", "grant");

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
      throw REFUSED.failure(
          what, http.server().url(), answer.message().equals("Unauthorized") ? "refused" : "");
    }
    if (!answer.ok()) {
      throw http.unexpected(what, answer);
    }
  }
}
