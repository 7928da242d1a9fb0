package dev.giteadrone.result;

import java.util.Optional;

/**
 * One fact about the host.
 *
 * @param id such as {@code drone.login}; stable
 * @param text what was seen, one line
 * @param problem present exactly when it failed
 */
public record Check(String id, CheckStatus status, String text, Optional<ProblemDetails> problem) {}
