/** Repairs webhooks that call an old address of Drone. */
@NullMarked
package dev.giteadrone.reconcile.webhooks;

import org.jspecify.annotations.NullMarked;
