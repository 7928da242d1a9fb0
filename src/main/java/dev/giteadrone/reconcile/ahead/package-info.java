/** What is asked before it is needed, beside other questions; it counts only if all is well. */
@NullMarked
package dev.giteadrone.reconcile.ahead;

import org.jspecify.annotations.NullMarked;
