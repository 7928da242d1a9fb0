package dev.giteadrone.reconcile;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.Problem;

/** The problem of a Drone that does not answer in time. It may still be healthy. */
public final class LateDrone {
  private LateDrone() {}

  /**
   * Says why the run stops without an answer from Drone.
   *
   * @param after what was done before, as a part of the sentence; may be empty
   */
  public static Problem problem(Desired desired, String seen, String after) {
    return Problem.of(
            CheckId.DRONE_READY.id(),
            "waiting for Drone at "
                + desired.drone().url()
                + desired.reach().describe(Endpoint.of(desired.drone().url()))
                + after,
            seen,
            "check the load and the log of Drone's server, and of the proxy in front"
                + " of it, then run the same command again; --timeout gives more time. If"
                + " no Drone was ever deployed there, deploy first")
        .because(
            "Drone is slow, or the network drops data; this does not show what is"
                + " deployed, so it is no reason for a deploy");
  }
}
