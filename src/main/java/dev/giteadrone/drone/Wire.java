package dev.giteadrone.drone;

import dev.giteadrone.http.Answer;
import dev.giteadrone.model.secret.Secret;
import java.util.Locale;

/** What may go into a header, and what an answer's header tells. */
final class Wire {
  private Wire() {}

  /**
   * Whether this can be sent in a header. OkHttp puts the value into its exception's message
   * otherwise, and no server can have given out such a secret.
   */
  static boolean fitsHeader(Secret secret) {
    return !secret.isBlank() && secret.reveal().chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  /** Whether a person's page came where an API's answer was wanted. */
  static boolean isPage(Answer<?> answer) {
    String type = answer.headers().get("Content-Type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html");
  }
}
