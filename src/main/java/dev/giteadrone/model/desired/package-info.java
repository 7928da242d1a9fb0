/** What the operator configured and asked for. Immutable values. */
@NullMarked
package dev.giteadrone.model.desired;

import org.jspecify.annotations.NullMarked;
