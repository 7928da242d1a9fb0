/** Secrets, and what the two sops files hold. Immutable values. */
@NullMarked
package dev.giteadrone.model.secret;

import org.jspecify.annotations.NullMarked;
