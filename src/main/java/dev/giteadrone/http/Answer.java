package dev.giteadrone.http;

import com.fasterxml.jackson.databind.JsonNode;
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

  /** Only the status: body and headers may hold secrets. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
