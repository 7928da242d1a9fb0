package dev.giteadrone.result;

/**
 * Why something did not work. No part holds a secret or a server's raw answer.
 *
 * @param id for {@code gitea-drone explain}, such as {@code gitea.ready}
 * @param tried one line: what was tried, on what
 * @param seen what was observed
 * @param cause the likely cause; empty when the observation says it all
 * @param next the command or edit that helps; may be empty
 */
public record ProblemDetails(String id, String tried, String seen, String cause, String next) {
  /** One line for a person. */
  @Override
  public String toString() {
    return tried + ": " + seen + (next.isEmpty() ? "" : "; next, " + next);
  }
}
