package dev.giteadrone.run;

import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.report.StageReport.Fact;
import java.util.List;

/**
 * A stage, as the reconciler runs it.
 *
 * @param <S> the observation; it contains the observation of the stage before
 */
interface Phase<S> {
  Stage stage();

  /** The server's URL for reports; may be empty. */
  String where();

  /** Observes, before anything is decided. */
  S observe();

  /**
   * Decides what to do. Sends no requests; is called again with what is observed after the steps.
   */
  Plan plan(S seen);

  /** Observes again after steps were applied, and waits until their effect shows. */
  S observeAgain(S before);

  /** The administrator and token in Gitea, as far as this stage knows. */
  AccessObserved access(S seen);

  /**
   * What reports say about the stage.
   *
   * @param plan what was applied
   */
  List<Fact> facts(S seen, Plan plan);
}
