/** The access stage: Gitea is ready, there is an administrator, and the program has a token. */
@NullMarked
package dev.giteadrone.reconcile.access;

import org.jspecify.annotations.NullMarked;
