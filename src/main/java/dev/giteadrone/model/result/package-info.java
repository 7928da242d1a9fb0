/** Results: checks, problems, failures, exit codes. */
@NullMarked
package dev.giteadrone.model.result;

import org.jspecify.annotations.NullMarked;
