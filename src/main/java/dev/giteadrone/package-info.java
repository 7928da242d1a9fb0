/** The library: makes a Gitea and a Drone that were just deployed work together, and proves it. */
@NullMarked
package dev.giteadrone;

import org.jspecify.annotations.NullMarked;
