package dev.giteadrone.fakes;

import dev.giteadrone.gitea.GiteaCli;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.ListedUser;
import dev.giteadrone.time.Deadline;
import java.util.List;

/** Gitea's command line on a {@link InMemoryServers}. */
public final class FakeGiteaCli implements GiteaCli {
  private final InMemoryServers world;

  /** Works on {@code world}. */
  public FakeGiteaCli(InMemoryServers world) {
    this.world = world;
  }

  @Override
  public ListedUser look(String username, Deadline deadline) {
    if (!world.listsUsers) {
      return ListedUser.UNKNOWN;
    }
    InMemoryServers.User user = world.users.get(username);
    return user == null
        ? new ListedUser.Absent()
        : new ListedUser.Present(user.admin, true, user.secondFactor);
  }

  @Override
  public boolean createAdmin(String username, String email, Deadline deadline) {
    if (world.users.containsKey(username)) {
      return false;
    }
    world.addUser(username, "random-" + world.nextId(), true);
    return true;
  }

  @Override
  public Secret generateToken(
      String username, String name, List<String> scopes, Deadline deadline) {
    Secret token = world.nextSecret();
    world.user(username).tokens.put(name, token);
    return token;
  }
}
