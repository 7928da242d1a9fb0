/** A connected Gitea and Drone for integration tests of other projects. */
@NullMarked
package dev.giteadrone.testing;

import org.jspecify.annotations.NullMarked;
