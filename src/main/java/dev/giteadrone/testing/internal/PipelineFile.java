package dev.giteadrone.testing.internal;

import dev.giteadrone.drone.api.model.Build;
import dev.giteadrone.errors.UnexpectedFailureException;
import dev.giteadrone.services.gitea.RepositoriesApi;
import java.util.function.Supplier;
import retrofit2.Call;

/**
 * The pipeline of a branch, which Drone needs for a build. Without it, Drone 1.10 looks for it for
 * 45 seconds, and then answers only that something was not found.
 *
 * @param gitea acts as the owner
 * @param usual whether Drone has its usual configuration, so that it can build nothing without this
 *     file
 */
public record PipelineFile(
    RepositoriesApi gitea, String owner, String repository, String branch, boolean usual) {
  private static final String NAME = ".drone.yml";

  /**
   * Starts a build.
   *
   * @param what the action, for messages
   * @throws IllegalArgumentException if there is no such branch
   * @throws IllegalStateException if the branch has no pipeline
   */
  public Build building(String what, Supplier<Call<Build>> call) {
    requireBranch(what);
    boolean absent = isAbsent(what);
    if (absent && usual) {
      throw missing(what);
    }
    try {
      return Calls.body(what, call.get());
    } catch (UnexpectedFailureException e) {
      throw absent ? missing(what) : e;
    }
  }

  private void requireBranch(String what) {
    if (Calls.found(what, gitea.getBranch(owner, repository, branch)).isEmpty()) {
      throw new IllegalArgumentException(
          "%s: there is no branch %s; create it with file(path, text).branch(\"%s\").push()"
              .formatted(what, branch, branch));
    }
  }

  private boolean isAbsent(String what) {
    return Calls.found(what, gitea.getFile(owner, repository, NAME, branch)).isEmpty();
  }

  private static IllegalStateException missing(String what) {
    return new IllegalStateException(
        what + ": the branch has no " + NAME + "; push one with file(\"" + NAME + "\", …).push()");
  }
}
