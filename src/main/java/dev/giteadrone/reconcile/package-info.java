/** Observe, plan, apply, verify: the parts that all stages share. */
@NullMarked
package dev.giteadrone.reconcile;

import org.jspecify.annotations.NullMarked;
