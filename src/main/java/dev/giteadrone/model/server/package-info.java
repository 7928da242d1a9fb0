/** What Gitea and Drone are and say. Immutable values. */
@NullMarked
package dev.giteadrone.model.server;

import org.jspecify.annotations.NullMarked;
