/** Real servers on loopback, started and stopped in the order of their dependencies. */
@NullMarked
package dev.giteadrone.sandbox;

import org.jspecify.annotations.NullMarked;
