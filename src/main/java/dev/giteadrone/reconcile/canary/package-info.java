/** The proof by a real build, in a repository that this program created. */
@NullMarked
package dev.giteadrone.reconcile.canary;

import org.jspecify.annotations.NullMarked;
