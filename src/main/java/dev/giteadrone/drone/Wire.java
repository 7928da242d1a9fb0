package dev.giteadrone.drone;

import dev.giteadrone.http.Answer;
import dev.giteadrone.model.secret.Secret;
import java.util.Locale;

/** Checks of header values and answers. */
final class Wire {
  private Wire() {}

  /**
   * Whether this secret can be sent in a header. If not, OkHttp would write the value into the
   * message of its exception. No server creates such a secret.
   */
  static boolean fitsHeader(Secret secret) {
    return !secret.isBlank() && secret.reveal().chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** Whether the answer is a web page instead of an API's answer. */
  static boolean isPage(Answer<?> answer) {
    String type = answer.headers().get("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html");
  }
}
