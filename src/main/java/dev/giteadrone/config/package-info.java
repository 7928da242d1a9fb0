/** Reads the configuration file, the environment and the defaults into the desired state. */
@NullMarked
package dev.giteadrone.config;

import org.jspecify.annotations.NullMarked;
