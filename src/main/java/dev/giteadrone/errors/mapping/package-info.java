/** From the failures of the program to the exceptions of the library; not exported. */
@NullMarked
package dev.giteadrone.errors.mapping;

import org.jspecify.annotations.NullMarked;
