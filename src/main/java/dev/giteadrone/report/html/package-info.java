/** One finished run as a page of HTML: verdict, picture of the wiring, timeline, checks. */
@NullMarked
package dev.giteadrone.report.html;

import org.jspecify.annotations.NullMarked;
