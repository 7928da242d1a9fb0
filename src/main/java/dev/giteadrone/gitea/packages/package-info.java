/** Files in the generic package registry of a Gitea. */
@NullMarked
package dev.giteadrone.gitea.packages;

import org.jspecify.annotations.NullMarked;
