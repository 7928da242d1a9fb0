/** Checks of files, Gitea, Drone and the account. */
@NullMarked
package dev.giteadrone.reconcile.verify;

import org.jspecify.annotations.NullMarked;
