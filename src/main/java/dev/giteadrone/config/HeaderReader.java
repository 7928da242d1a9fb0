package dev.giteadrone.config;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Secret;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the headers for a proxy in front of the servers; their values come from environment
 * variables.
 */
final class HeaderReader {
  private static final Case NO_NAME =
      Problems.message(ProblemId.CONFIG_HTTP_HEADERS, "no-name", "name");
  private static final Case SET_BY_US =
      Problems.message(ProblemId.CONFIG_HTTP_HEADERS, "ours", "name");
  private static final Case LITERAL =
      Problems.message(ProblemId.CONFIG_HTTP_HEADERS, "literal", "name");

  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

  /** Headers that this program or HTTP itself sets. */
  private static final Set<String> OURS =
      Set.of(
          "accept",
          "accept-encoding",
          "accept-language",
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "cookie",
          "expect",
          "host",
          "origin",
          "proxy-authorization",
          "referer",
          "sec-fetch-site",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "x-drone-token",
          "x-gitea-otp");

  private final FromEnvironment variables;

  HeaderReader(FromEnvironment variables) {
    this.variables = variables;
  }

  Map<String, Secret> read(Section section) {
    Map<String, Secret> headers = new HashMap<>();
    section
        .texts("$NAME, an environment variable")
        .forEach((key, value) -> {
          if (!HEADER.matcher(key).matches()) {
            section.reject(value, NO_NAME, key);
          } else if (OURS.contains(key.toLowerCase(Locale.ROOT))) {
            section.reject(value, SET_BY_US, key);
          }
          Matcher name = FromEnvironment.named(value.text());
          if (!name.matches()) {
            section.reject(value, LITERAL, key);
            return;
          }
          variables.read(section, value, name).ifPresent(text -> headers.put(key, Secret.of(text)));
        });
    return headers;
  }
}
