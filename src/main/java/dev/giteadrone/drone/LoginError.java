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
 * Why Drone's login failed, as {@code /login/error?message=…} has it.
 *
 * @param words Drone's words, often Gitea's or Go's, neutralised
 */
record LoginError(String words) {
  private static final String PATH = "/login/error?message=";
  private static final Pattern ENCODED = Pattern.compile("[^ ]*(\\+|%20)[^ ]*");

  /** Neutralises the words. */
  LoginError {
    words = Text.neutral(words, 200);
  }

  /**
   * The reason in a {@code Location}. Drone puts it there raw, blanks, quotes and all (seen on
   * 1.10.1 and 2.24), so it is no URL to parse; should a proxy or a later version encode it, that
   * is undone.
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

  /** What this says about the client that came with a bogus code, in Gitea's order of checks. */
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

  /** Whether Drone could not talk to Gitea at all: certificate, name, connection, time. */
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
