/** Gitea is ready, there is an administrator, and we have a token. */
@NullMarked
package dev.giteadrone.reconcile.access;

import org.jspecify.annotations.NullMarked;
