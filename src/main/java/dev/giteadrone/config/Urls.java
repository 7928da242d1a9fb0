package dev.giteadrone.config;

import dev.giteadrone.config.Section.Value;
import dev.giteadrone.model.desired.Endpoint;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the URL of a server. */
final class Urls {
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
          Optional<String> wrong = wrong(value.text(), mayHavePath);
          wrong.ifPresent(seen -> section.reject(value, seen, next(value, example, seen)));
          return wrong.isPresent() ? Optional.empty() : Optional.of(tidy(value.text()));
        });
  }

  private Optional<String> wrong(String text, boolean mayHavePath) {
    // Checked before parsing, because a message must never quote a password.
    int scheme = text.indexOf("://");
    int at = text.lastIndexOf('@');
    if (at > scheme && !text.substring(Math.max(scheme, 0), at).contains("?")) {
      return Optional.of("has a user or password in it");
    }
    if (scheme < 1) {
      return Optional.of("has no scheme: " + text);
    }
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.of("is not a URL: " + text);
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      return Optional.of("has a query or a fragment");
    }
    if (!isHttp(url, "http") && !isHttp(url, "https")) {
      return Optional.of("has the scheme " + url.getScheme() + ", not http or https");
    }
    if (url.getHost() == null || url.getHost().contains("%")) {
      return Optional.of("has no valid host: " + text);
    }
    if (url.getPort() == 0 || url.getPort() > 65535) {
      return Optional.of("has no valid port: " + url.getPort());
    }
    if (Arrays.stream(url.getPath().split("/", -1)).anyMatch(Set.of(".", "..")::contains)) {
      // The HTTP client would resolve these parts, and request another path.
      return Optional.of("has a . or .. in its path: " + text);
    }
    if (!mayHavePath && !url.getPath().replace("/", "").isEmpty()) {
      return Optional.of("has a path, but Drone does not work below a path: " + text);
    }
    if (isHttp(url, "http") && !allowPlainHttp && !Endpoint.of(url).isLoopback()) {
      return Optional.of(
          "is plain http to " + url.getHost() + ": passwords would cross the network unencrypted");
    }
    return Optional.empty();
  }

  private static String next(Value value, String example, String seen) {
    if (seen.startsWith("has no scheme") && value.text().matches("[\\w.-]+(:\\d+)?(/.*)?")) {
      return "write https://" + value.text();
    }
    return seen.startsWith("is plain http")
        ? "write https://…, or allow it with --allow-plain-http"
        : "write it like " + example;
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
