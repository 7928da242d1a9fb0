/** What the runs of the library give back. */
@NullMarked
package dev.giteadrone.result;

import org.jspecify.annotations.NullMarked;
