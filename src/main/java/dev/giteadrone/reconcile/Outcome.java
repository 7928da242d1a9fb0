package dev.giteadrone.reconcile;

import dev.giteadrone.model.plan.Change;

/**
 * What applying a step did.
 *
 * @param text one line, without secrets
 */
public record Outcome(Change change, String text) {}
