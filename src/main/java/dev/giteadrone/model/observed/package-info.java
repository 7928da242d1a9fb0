/** What each stage has seen; an observation holds the one before it. */
@NullMarked
package dev.giteadrone.model.observed;

import org.jspecify.annotations.NullMarked;
