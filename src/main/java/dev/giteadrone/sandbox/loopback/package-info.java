/** Addresses and ports on which the servers of a sandbox listen. */
@NullMarked
package dev.giteadrone.sandbox.loopback;

import org.jspecify.annotations.NullMarked;
