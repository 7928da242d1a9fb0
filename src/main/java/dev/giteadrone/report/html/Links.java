package dev.giteadrone.report.html;

import dev.giteadrone.report.CanaryBuild;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses of servers, which become links only if a browser would ask a web server. */
final class Links {
  private static final Pattern BUILD = Pattern.compile("/\\d+$");

  private Links() {}

  /** The address, with a link if there can be one. */
  static Map<String, Object> of(String url, Cut cut) {
    Optional<String> href = isWeb(url) ? Optional.of(url) : Optional.empty();
    return Fields.of("text", cut.text(url)).with("href", href).map();
  }

  /** The page of a build's repository. */
  static String repository(CanaryBuild build) {
    return BUILD.matcher(build.url()).replaceFirst("");
  }

  private static boolean isWeb(String url) {
    try {
      URI uri = new URI(url);
      String scheme = uri.getScheme();
      return ("https".equals(scheme) || "http".equals(scheme))
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && url.length() <= 2000;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
