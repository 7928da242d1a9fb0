/** What git knows about files and checkouts. Only reads. */
@NullMarked
package dev.giteadrone.io.git;

import org.jspecify.annotations.NullMarked;
