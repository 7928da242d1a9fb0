/** The implementation behind the handle on servers under test; not exported. */
@NullMarked
package dev.giteadrone.testing.internal;

import org.jspecify.annotations.NullMarked;
