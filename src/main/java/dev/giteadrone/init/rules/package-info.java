/** The rules of .sops.yaml. */
@NullMarked
package dev.giteadrone.init.rules;

import org.jspecify.annotations.NullMarked;
