/** Removes what this program created. */
@NullMarked
package dev.giteadrone.reconcile.removal;

import org.jspecify.annotations.NullMarked;
