/** Planned and applied changes, as progress and reports show them. */
@NullMarked
package dev.giteadrone.model.plan;

import org.jspecify.annotations.NullMarked;
