/** From the configuration file, the environment and the defaults to what is wanted. */
@NullMarked
package dev.giteadrone.config;

import org.jspecify.annotations.NullMarked;
