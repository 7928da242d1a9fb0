/** Runs the operator's deploy commands, and waits for those of earlier runs. */
@NullMarked
package dev.giteadrone.deploy;

import org.jspecify.annotations.NullMarked;
