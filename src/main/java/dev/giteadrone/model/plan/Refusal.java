package dev.giteadrone.model.plan;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;

/**
 * Something that would have to be done and that this program does not do on its own, or cannot.
 *
 * @param label the short word at the start of its line
 * @param exitCode what the run ends with
 * @param problem why, and what to do
 */
public record Refusal(String label, ExitCode exitCode, Problem problem) {}
