/** Observe, plan, apply, verify. */
@NullMarked
package dev.giteadrone.reconcile;

import org.jspecify.annotations.NullMarked;
