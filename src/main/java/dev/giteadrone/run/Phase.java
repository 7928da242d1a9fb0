package dev.giteadrone.run;

import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.report.StageReport.Fact;
import java.util.List;

/**
 * A stage, as the reconciler goes through it.
 *
 * @param <S> what is observed; it holds the observation of the stage before
 */
interface Phase<S> {
  Stage stage();

  /** The server's URL, for people; may be empty. */
  String where();

  /** Looks, before anything is decided. */
  S observe();

  /** Decides. Pure: called again on what is seen after the steps. */
  Plan plan(S seen);

  /** Looks again after steps were applied, until it is as they should have made it. */
  S observeAgain(S before);

  /** Who we are in Gitea, as far as this stage knows. */
  AccessObserved access(S seen);

  /**
   * What people should know of the stage.
   *
   * @param plan what was applied
   */
  List<Fact> facts(S seen, Plan plan);
}
