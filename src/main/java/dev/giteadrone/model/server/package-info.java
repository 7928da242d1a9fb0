/** The objects and answers of Gitea and Drone. Immutable values. */
@NullMarked
package dev.giteadrone.model.server;

import org.jspecify.annotations.NullMarked;
