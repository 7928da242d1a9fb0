/** The servers and runners of a sandbox. */
@NullMarked
package dev.giteadrone.sandbox.server;

import org.jspecify.annotations.NullMarked;
