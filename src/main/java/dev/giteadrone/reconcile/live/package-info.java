/** The running Drone has what the file has: the deploy, and what follows it. */
@NullMarked
package dev.giteadrone.reconcile.live;

import org.jspecify.annotations.NullMarked;
