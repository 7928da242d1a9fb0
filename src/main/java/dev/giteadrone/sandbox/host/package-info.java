/** What lies in a host's folder: its configuration, its deploy script. */
@NullMarked
package dev.giteadrone.sandbox.host;

import org.jspecify.annotations.NullMarked;
