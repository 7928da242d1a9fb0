package dev.giteadrone.model.plan;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;

/**
 * A change that is needed, but that this program cannot do, or not without consent.
 *
 * @param label the short word at the start of its line
 * @param exitCode the exit code of the run
 * @param problem why, and what to do
 */
public record Refusal(String label, ExitCode exitCode, Problem problem) {}
