/** One page for each command, over one reconciler; connects a run with the world outside. */
@NullMarked
package dev.giteadrone.run;

import org.jspecify.annotations.NullMarked;
