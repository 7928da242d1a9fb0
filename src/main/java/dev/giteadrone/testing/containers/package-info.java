/** A Gitea and a Drone from container images, for integration tests of other projects. */
@NullMarked
package dev.giteadrone.testing.containers;

import org.jspecify.annotations.NullMarked;
