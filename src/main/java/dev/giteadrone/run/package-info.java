/** One class for each command, over one reconciler. Connects a run with the servers and files. */
@NullMarked
package dev.giteadrone.run;

import org.jspecify.annotations.NullMarked;
