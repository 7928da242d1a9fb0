/** Removes what carries our marks. */
@NullMarked
package dev.giteadrone.reconcile.removal;

import org.jspecify.annotations.NullMarked;
