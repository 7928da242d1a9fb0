/** The words of every problem: one file per id, in the resources beside this package. */
@NullMarked
package dev.giteadrone.diagnosis;

import org.jspecify.annotations.NullMarked;
