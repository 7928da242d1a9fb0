package dev.giteadrone.reconcile.canary;

import dev.giteadrone.model.server.Build;
import dev.giteadrone.model.server.Repository;
import java.time.Duration;

/**
 * A push that became a build.
 *
 * @param commit what was pushed
 * @param build the build as it was seen first
 * @param pushed when, on {@link System#nanoTime()}'s scale
 */
record Delivered(Repository repository, String commit, Build build, long pushed) {

  /** How long ago it was pushed. */
  Duration since() {
    return Duration.ofNanos(System.nanoTime() - pushed);
  }

  /** The build as it is now. */
  Build now(CanaryRun run) {
    return run.gateways()
        .drone()
        .builds()
        .one(run.drone(), repository.owner(), repository.name(), build.number());
  }
}
