/** Gitea: its REST API, its web forms and its own command line. */
@NullMarked
package dev.giteadrone.gitea;

import org.jspecify.annotations.NullMarked;
