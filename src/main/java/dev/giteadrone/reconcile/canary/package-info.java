/** The proof by a real build of a repository of our own. */
@NullMarked
package dev.giteadrone.reconcile.canary;

import org.jspecify.annotations.NullMarked;
