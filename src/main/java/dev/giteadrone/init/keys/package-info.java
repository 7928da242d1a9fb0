/** Keys of the operator and of the host: age, SSH, and the host's scan. */
@NullMarked
package dev.giteadrone.init.keys;

import org.jspecify.annotations.NullMarked;
