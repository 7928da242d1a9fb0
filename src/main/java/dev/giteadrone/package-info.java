/** Makes a Gitea and a Drone that have just been deployed work together, and proves it. */
@NullMarked
package dev.giteadrone;

import org.jspecify.annotations.NullMarked;
