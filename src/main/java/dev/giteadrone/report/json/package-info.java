/** Reads the JSON reports that this program wrote. */
@NullMarked
package dev.giteadrone.report.json;

import org.jspecify.annotations.NullMarked;
