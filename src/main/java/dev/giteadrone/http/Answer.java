package dev.giteadrone.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered: any status is a value, only a missing answer is an exception.
 *
 * @param body the decoded body of a 2xx answer; null if it had none
 * @param error the body of any other answer as JSON, or a missing node; for deciding, never for
 *     printing
 * @param explained whether any other answer had a body, JSON or not
 */
public record Answer<T>(
    int status, @Nullable T body, JsonNode error, boolean explained, Headers headers) {

  /** Whether the status is 2xx. */
  public boolean ok() {
    return status >= 200 && status < 300;
  }

  /** The decoded body of a 2xx answer that must have one. */
  public Optional<T> value() {
    return ok() ? Optional.ofNullable(body) : Optional.empty();
  }

  /** The error's {@code message}, for comparing with known texts; empty if it has none. */
  public String message() {
    return error.path("message").asText("");
  }

  /**
   * The pause that it asks for, in seconds or until a date (RFC 9110, 10.2.3); empty if it asks for
   * none, or in a format that cannot be read.
   *
   * @param now used if it does not have the server's time
   */
  Optional<Duration> retryAfter(Instant now) {
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

  /** Only the status: body and headers may hold secrets. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
