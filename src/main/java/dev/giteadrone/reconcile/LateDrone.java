package dev.giteadrone.reconcile;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import java.net.URI;

/** The problem of a Drone that does not answer in time. It may still be healthy. */
public final class LateDrone {
  private static final Case LATE =
      Case.of(ProblemId.DRONE_READY, "late", "url", "way", "after", "seen");

  private LateDrone() {}

  /**
   * Says why the run stops without an answer from Drone.
   *
   * @param after what was done before, as a part of the sentence; may be empty
   */
  public static Problem problem(Desired desired, String seen, String after) {
    URI url = desired.drone().url();
    return LATE.problem(url, desired.reach().describe(Endpoint.of(url)), after, seen);
  }
}
