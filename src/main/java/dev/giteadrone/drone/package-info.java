/** Drone: its REST API, its login, and probes of the running process. */
@NullMarked
package dev.giteadrone.drone;

import org.jspecify.annotations.NullMarked;
