/** Real servers and processes that a test starts, each in one way, and stops. */
@NullMarked
package dev.giteadrone.servers;

import org.jspecify.annotations.NullMarked;
