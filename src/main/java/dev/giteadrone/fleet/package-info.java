/** One command on many hosts: which they are, and their runs side by side. */
@NullMarked
package dev.giteadrone.fleet;

import org.jspecify.annotations.NullMarked;
