/** The exec runner of its own, which speaks the real protocol. */
@NullMarked
package dev.giteadrone.sandbox.exec;

import org.jspecify.annotations.NullMarked;
