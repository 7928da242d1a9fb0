package dev.giteadrone.result;

import java.time.Duration;

/**
 * A step that was applied.
 *
 * @param text what became of it, one line
 * @param took how long it took
 */
public record AppliedStep(Step step, String text, Duration took) {}
