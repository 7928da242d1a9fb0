package dev.giteadrone.testing;

import java.time.Duration;

/**
 * A commit that a test has pushed.
 *
 * @param repository where it is
 * @param sha its id, 40 hexadecimal digits
 * @param branch the branch whose head it became
 */
public record TestCommit(TestRepository repository, String sha, String branch) {
  /** Waits for its build, as {@link GiteaDroneServers#awaitBuild(TestCommit)} does. */
  public TestBuild awaitBuild() {
    return repository.awaitBuild(this);
  }

  /** The same with a limit of its own. */
  public TestBuild awaitBuild(Duration limit) {
    return repository.awaitBuild(this, limit);
  }

  @Override
  public String toString() {
    return repository + "@" + sha;
  }
}
