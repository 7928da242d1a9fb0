/** Runs checks, each after its preconditions, and keeps their results. */
@NullMarked
package dev.giteadrone.reconcile.check;

import org.jspecify.annotations.NullMarked;
