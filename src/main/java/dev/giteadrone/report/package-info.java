/** One finished run, rendered as text, JSON, JUnit XML and metrics. */
@NullMarked
package dev.giteadrone.report;

import org.jspecify.annotations.NullMarked;
