/** Repairs webhooks that call an address Drone no longer has. */
@NullMarked
package dev.giteadrone.reconcile.webhooks;

import org.jspecify.annotations.NullMarked;
