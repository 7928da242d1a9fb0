/** The operator's own deploy command: run, outlived, waited for. */
@NullMarked
package dev.giteadrone.deploy;

import org.jspecify.annotations.NullMarked;
