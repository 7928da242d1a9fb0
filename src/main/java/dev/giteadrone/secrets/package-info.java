/** The sops files: what the host reads, and what the administrator keeps. */
@NullMarked
package dev.giteadrone.secrets;

import org.jspecify.annotations.NullMarked;
