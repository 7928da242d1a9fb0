/** A report as a file; the suffix of its name selects the format. */
@NullMarked
package dev.giteadrone.report.file;

import org.jspecify.annotations.NullMarked;
