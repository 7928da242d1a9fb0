/** A wired Gitea and Drone for other people's integration tests. */
@NullMarked
package dev.giteadrone.testing;

import org.jspecify.annotations.NullMarked;
