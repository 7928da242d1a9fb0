/** The commands of a detached sandbox. */
@NullMarked
package dev.giteadrone.cli.sandbox;

import org.jspecify.annotations.NullMarked;
