/** The commands that show what the program itself contains: explanations and JSON Schemas. */
@NullMarked
package dev.giteadrone.cli.reference;

import org.jspecify.annotations.NullMarked;
