/** Files that are replaced atomically, locks and subprocesses. */
@NullMarked
package dev.giteadrone.io;

import org.jspecify.annotations.NullMarked;
