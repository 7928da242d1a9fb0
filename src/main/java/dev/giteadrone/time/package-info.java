/** Waits, deadlines, and the timeline of a run. */
@NullMarked
package dev.giteadrone.time;

import org.jspecify.annotations.NullMarked;
