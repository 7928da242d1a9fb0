/** What the library throws: one exception for each exit code of the command. */
@NullMarked
package dev.giteadrone.errors;

import org.jspecify.annotations.NullMarked;
