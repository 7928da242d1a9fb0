/** Runs checks, each after its premises, and keeps how they ended. */
@NullMarked
package dev.giteadrone.reconcile.check;

import org.jspecify.annotations.NullMarked;
