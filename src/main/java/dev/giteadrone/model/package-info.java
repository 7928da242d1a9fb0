/** Immutable values: what is wanted, what was seen, what is to be done and how it went. */
@NullMarked
package dev.giteadrone.model;

import org.jspecify.annotations.NullMarked;
