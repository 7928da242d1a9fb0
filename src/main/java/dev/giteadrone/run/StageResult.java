package dev.giteadrone.run;

import dev.giteadrone.reconcile.Plan;

/**
 * What became of a stage; the next one is made from it.
 *
 * @param seen what was observed last
 * @param applied what was applied
 */
record StageResult<S>(S seen, Plan applied) {}
