/** The command line. */
@NullMarked
package dev.giteadrone.cli;

import org.jspecify.annotations.NullMarked;
