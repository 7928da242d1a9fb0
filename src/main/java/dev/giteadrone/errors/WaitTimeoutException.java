package dev.giteadrone.errors;

import java.time.Duration;
import java.util.Map;

/**
 * Something that a test waited for did not happen in time. The message says what was waited for,
 * for how long, what was seen last, and how the servers' logs end.
 */
public final class WaitTimeoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String lastSeen;
  private final Duration waited;

  /**
   * An exception for a wait that ended without what it waited for.
   *
   * @param what was waited for, such as {@code build of me/demo at 1a2b3c}
   * @param lastSeen what was seen instead
   * @param waited how long
   * @param logTails the ends of the servers' logs by the names of the parts, without secrets
   */
  public WaitTimeoutException(
      String what, String lastSeen, Duration waited, Map<String, String> logTails) {
    super(message(what, lastSeen, waited, logTails));
    this.lastSeen = lastSeen;
    this.waited = waited;
  }

  /** What was seen last instead of what was waited for. */
  public String lastSeen() {
    return lastSeen;
  }

  /** How long it was waited for. */
  public Duration waited() {
    return waited;
  }

  private static String message(
      String what, String lastSeen, Duration waited, Map<String, String> logTails) {
    StringBuilder text = new StringBuilder();
    text.append(
        "waited %.1f s for the %s, but saw: %s"
            .formatted(waited.toMillis() / 1000.0, what, lastSeen));
    logTails.forEach((part, tail) -> {
      if (!tail.isBlank()) {
        text.append("\nthe log of ").append(part).append(" ends:\n").append(tail.indent(2));
      }
    });
    return text.toString();
  }
}
