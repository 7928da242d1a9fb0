package dev.giteadrone.reconcile;

import dev.giteadrone.model.CheckResult;
import java.util.List;

/**
 * What verification showed.
 *
 * @param checks each check in its order
 * @param late whether checks failed, each of them only because no answer came in time: that says
 *     nothing against what they look at
 */
public record Verified(List<CheckResult> checks, boolean late) {}
