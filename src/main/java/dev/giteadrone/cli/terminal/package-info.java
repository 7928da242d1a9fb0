/** What a command shows: screen, progress, questions, errors. */
@NullMarked
package dev.giteadrone.cli.terminal;

import org.jspecify.annotations.NullMarked;
