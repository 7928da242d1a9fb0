/** Real servers on loopback, as a graph of startables. */
@NullMarked
package dev.giteadrone.sandbox;

import org.jspecify.annotations.NullMarked;
