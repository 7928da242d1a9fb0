/**
 * Creates a folder that can be deployed, from a domain and a user name: the configuration, the
 * rules of sops, and the first two secrets files.
 */
@NullMarked
package dev.giteadrone.init;

import org.jspecify.annotations.NullMarked;
