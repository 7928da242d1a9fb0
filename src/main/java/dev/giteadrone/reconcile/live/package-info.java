/**
 * The live stage: the running Drone has the values of the file. Deploys if it has not, then removes
 * what is left of an earlier state.
 */
@NullMarked
package dev.giteadrone.reconcile.live;

import org.jspecify.annotations.NullMarked;
