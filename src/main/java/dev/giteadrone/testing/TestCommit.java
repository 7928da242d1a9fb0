package dev.giteadrone.testing;

import java.time.Duration;

/**
 * A commit that a test has pushed.
 *
 * @param repository the repository
 * @param sha its id, 40 hexadecimal digits
 * @param branch the branch that it was pushed to
 */
public record TestCommit(TestRepository repository, String sha, String branch) {
  /** Waits for its build, as {@link GiteaDroneServers#awaitBuild(TestCommit)} does. */
  public TestBuild awaitBuild() {
    return repository.awaitBuild(this);
  }

  /** Waits for its build, at most for this time. */
  public TestBuild awaitBuild(Duration limit) {
    return repository.awaitBuild(this, limit);
  }

  @Override
  public String toString() {
    return repository + "@" + sha;
  }
}
