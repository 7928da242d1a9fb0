/** Starts, watches and ends processes on this machine. */
@NullMarked
package dev.giteadrone.sandbox.process;

import org.jspecify.annotations.NullMarked;
