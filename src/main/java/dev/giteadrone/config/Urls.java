package dev.giteadrone.config;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.result.ProblemId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the URL of a server. */
final class Urls {
  private static final Case USER = Problems.message(ProblemId.CONFIG_GITEA_URL, "user", "example");
  private static final Case NO_SCHEME =
      Problems.message(ProblemId.CONFIG_GITEA_URL, "no-scheme", "url", "host", "example");
  private static final Case NO_URL =
      Problems.message(ProblemId.CONFIG_GITEA_URL, "no-url", "url", "example");
  private static final Case QUERY =
      Problems.message(ProblemId.CONFIG_GITEA_URL, "query", "example");
  private static final Case OTHER_SCHEME =
      Problems.message(ProblemId.CONFIG_GITEA_URL, "scheme", "scheme", "example");
  private static final Case NO_HOST =
      Problems.message(ProblemId.CONFIG_GITEA_URL, "no-host", "url", "example");
  private static final Case NO_PORT =
      Problems.message(ProblemId.CONFIG_GITEA_URL, "no-port", "port", "example");
  private static final Case DOTS =
      Problems.message(ProblemId.CONFIG_GITEA_URL, "dots", "url", "example");
  private static final Case PATH =
      Problems.message(ProblemId.CONFIG_GITEA_URL, "path", "url", "example");
  private static final Case PLAIN = Problems.message(ProblemId.CONFIG_GITEA_URL, "plain", "host");

  /** A host, with or without a port and a path: a URL whose scheme was left out. */
  private static final Pattern HOST = Pattern.compile("[\\w.-]+(:\\d+)?(/.*)?");

  /** What is wrong with a URL, and the values of the message. */
  private record Wrong(Case message, List<Object> values) {}

  private final boolean allowPlainHttp;

  Urls(boolean allowPlainHttp) {
    this.allowPlainHttp = allowPlainHttp;
  }

  /**
   * The URL without a final slash.
   *
   * @param mayHavePath whether the server works below a path
   */
  Optional<URI> read(Section section, String key, String example, boolean mayHavePath) {
    return section
        .required(key, example)
        .flatMap(value -> {
          Optional<Wrong> wrong = wrong(value.text(), example, mayHavePath);
          wrong.ifPresent(
              found -> section.reject(value, found.message(), found.values().toArray()));
          return wrong.isPresent() ? Optional.empty() : Optional.of(tidy(value.text()));
        });
  }

  private Optional<Wrong> wrong(String text, String example, boolean mayHavePath) {
    // Checked before parsing, because a message must never quote a password.
    int scheme = text.indexOf("://");
    int at = text.lastIndexOf('@');
    if (at > scheme && !text.substring(Math.max(scheme, 0), at).contains("?")) {
      return wrong(USER, example);
    }
    if (scheme < 1) {
      return wrong(NO_SCHEME, text, HOST.matcher(text).matches() ? text : "", example);
    }
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      return wrong(NO_URL, text, example);
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      return wrong(QUERY, example);
    }
    if (!isHttp(url, "http") && !isHttp(url, "https")) {
      return wrong(OTHER_SCHEME, String.valueOf(url.getScheme()), example);
    }
    if (url.getHost() == null || url.getHost().contains("%")) {
      return wrong(NO_HOST, text, example);
    }
    if (url.getPort() == 0 || url.getPort() > 65535) {
      return wrong(NO_PORT, url.getPort(), example);
    }
    if (Arrays.stream(url.getPath().split("/", -1)).anyMatch(Set.of(".", "..")::contains)) {
      // The HTTP client would resolve these parts, and request another path.
      return wrong(DOTS, text, example);
    }
    if (!mayHavePath && !url.getPath().replace("/", "").isEmpty()) {
      return wrong(PATH, text, example);
    }
    if (isHttp(url, "http") && !allowPlainHttp && !Endpoint.of(url).isLoopback()) {
      return wrong(PLAIN, url.getHost());
    }
    return Optional.empty();
  }

  private static Optional<Wrong> wrong(Case message, Object... values) {
    return Optional.of(new Wrong(message, List.of(values)));
  }

  private static boolean isHttp(URI url, String scheme) {
    return scheme.equalsIgnoreCase(url.getScheme());
  }

  private static URI tidy(String text) {
    int colon = text.indexOf(':');
    return URI.create(
        text.substring(0, colon).toLowerCase(Locale.ROOT)
            + text.substring(colon).replaceFirst("/+$", ""));
  }

  /** The host, and the port if it is not the default of the scheme. */
  static String authority(URI url) {
    int own = isHttp(url, "https") ? 443 : 80;
    return url.getPort() == -1 || url.getPort() == own
        ? url.getHost()
        : url.getHost() + ":" + url.getPort();
  }
}
