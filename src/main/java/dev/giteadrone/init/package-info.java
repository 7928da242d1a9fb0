/**
 * From a domain and a user name to a folder that can be deployed: the configuration, the rules of
 * sops, and the first two secrets files.
 */
@NullMarked
package dev.giteadrone.init;

import org.jspecify.annotations.NullMarked;
