/** What is to be changed and was changed, as progress and reports show it. */
@NullMarked
package dev.giteadrone.model.plan;

import org.jspecify.annotations.NullMarked;
