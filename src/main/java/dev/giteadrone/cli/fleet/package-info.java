/** The commands for many hosts. */
@NullMarked
package dev.giteadrone.cli.fleet;

import org.jspecify.annotations.NullMarked;
