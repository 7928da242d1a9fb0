/** Whole files, to a server and from it. */
@NullMarked
package dev.giteadrone.http.file;

import org.jspecify.annotations.NullMarked;
