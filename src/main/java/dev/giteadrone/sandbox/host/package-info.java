/** The files of a host: its configuration, its secrets and its deploy script. */
@NullMarked
package dev.giteadrone.sandbox.host;

import org.jspecify.annotations.NullMarked;
