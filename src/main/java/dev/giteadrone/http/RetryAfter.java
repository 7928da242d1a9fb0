package dev.giteadrone.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** How long a server asks to wait (RFC 9110, 10.2.3): in seconds, or until a date. */
final class RetryAfter {
  private RetryAfter() {}

  /**
   * The pause that an answer asks for; zero if it asks for none, or in a format that cannot be
   * read.
   *
   * @param now used if the answer does not have the server's time
   */
  static Optional<Duration> of(Headers headers, Instant now) {
    String value = headers.get(Interceptors.RETRY_AFTER);
    if (value == null) {
      return Optional.empty();
    }
    String asked = value.strip();
    if (asked.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(asked)));
    }
    // Both dates come from the server, so the two clocks may differ.
    Instant from = date(headers.get("Date")).orElse(now);
    return date(asked)
        .map(until -> Duration.between(from, until))
        .map(pause -> pause.isNegative() ? Duration.ZERO : pause);
  }

  private static Optional<Instant> date(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
