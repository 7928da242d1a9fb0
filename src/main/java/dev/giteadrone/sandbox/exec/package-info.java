/** The sandbox's own exec runner, which uses the real protocol. */
@NullMarked
package dev.giteadrone.sandbox.exec;

import org.jspecify.annotations.NullMarked;
