package dev.giteadrone.reconcile.canary;

import dev.giteadrone.model.server.Build;
import dev.giteadrone.model.server.Repository;
import java.time.Duration;

/**
 * A push that started a build.
 *
 * @param commit the pushed commit
 * @param build the build as it was first observed
 * @param pushed the time of the push in nanoseconds, as {@link System#nanoTime()} counts
 */
record Delivered(Repository repository, String commit, Build build, long pushed) {

  /** The time since the push. */
  Duration since() {
    return Duration.ofNanos(System.nanoTime() - pushed);
  }

  /** Reads the build again. */
  Build now(CanaryRun run) {
    return run.gateways()
        .drone()
        .builds()
        .one(run.drone(), repository.owner(), repository.name(), build.number());
  }
}
