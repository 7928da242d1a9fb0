package dev.giteadrone.result;

/**
 * One change.
 *
 * @param id such as {@code create-app}; stable
 * @param label short, such as {@code app}
 * @param text what it does, one line
 */
public record Step(String id, String label, StepEffect effect, String text) {}
