/** The report of a run over many hosts. */
@NullMarked
package dev.giteadrone.report.fleet;

import org.jspecify.annotations.NullMarked;
