package dev.giteadrone.run;

import dev.giteadrone.reconcile.Plan;

/**
 * The result of a stage; the next stage starts from it.
 *
 * @param seen the last observation
 * @param applied the plan that was applied
 */
record StageResult<S>(S seen, Plan applied) {}
