package dev.giteadrone.drone;

import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.server.ClientProbe;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why Drone's login failed, from {@code /login/error?message=…}.
 *
 * @param words Drone's message, often Gitea's or Go's, without control characters
 */
record LoginError(String words) {
  private static final String PATH = "/login/error?message=";
  private static final Pattern ENCODED = Pattern.compile("[^ ]*(\\+|%20)[^ ]*");

  /** Removes control characters from the message. */
  LoginError {
    words = Text.neutral(words, 200);
  }

  /**
   * Reads the message in a {@code Location} header. Drone writes it without encoding, with blanks
   * and quotes (seen on 1.10.1 and 2.24), so it cannot be parsed as a URL. A proxy or a later
   * version may encode it; then it is decoded.
   */
  static Optional<LoginError> of(@Nullable String location) {
    int at = location == null ? -1 : location.indexOf(PATH);
    if (location == null || at < 0) {
      return Optional.empty();
    }
    String raw = location.substring(at + PATH.length());
    return Optional.of(new LoginError(ENCODED.matcher(raw).matches() ? decoded(raw) : raw));
  }

  private static String decoded(String raw) {
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return raw;
    }
  }

  /**
   * What this message says about the client that sent an invalid code. The order is the one of
   * Gitea's checks.
   */
  ClientProbe probe() {
    if (has("cannot load client with client id")) {
      return ClientProbe.UNKNOWN_CLIENT;
    }
    if (has("invalid client secret") || has("invalid empty client secret")) {
      return ClientProbe.WRONG_SECRET;
    }
    if (has("unexpected redirect uri")) {
      return ClientProbe.WRONG_REDIRECT;
    }
    if (has("client is not authorized")) {
      return ClientProbe.RIGHT;
    }
    return ClientProbe.UNKNOWN;
  }

  /** Whether Drone could not connect to Gitea: certificate, name, connection or time limit. */
  boolean noConnection() {
    return has("x509") || has("tls:") || has("dial ") || has("lookup ") || timedOut();
  }

  private boolean timedOut() {
    return has("timeout") || has("timed out") || has("deadline exceeded") || has("connection re");
  }

  boolean has(String part) {
    return words.toLowerCase(Locale.ROOT).contains(part);
  }
}
