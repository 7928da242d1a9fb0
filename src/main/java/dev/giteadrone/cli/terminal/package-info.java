/** The output of the commands: screen, progress, questions, errors. */
@NullMarked
package dev.giteadrone.cli.terminal;

import org.jspecify.annotations.NullMarked;
