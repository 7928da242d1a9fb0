package dev.giteadrone.report.fleet;

import dev.giteadrone.model.result.Problem;
import java.net.URI;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What two hosts with the same problem have in common.
 *
 * @param check the id of the problem
 * @param seen without names, addresses and numbers
 * @param cause without names, addresses and numbers
 */
public record CauseKey(String check, String seen, String cause) {
  /** That of a host which is not done because of this problem. */
  public static CauseKey of(HostLine host, Problem problem) {
    return new CauseKey(
        problem.check(), general(host, problem.seen()), general(host, problem.cause()));
  }

  /** The text without what is of this host alone. */
  private static String general(HostLine host, String text) {
    String general = text;
    // A host with the name "a" shares it with a word of many texts.
    for (String own :
        Stream.of(
                host.gitea(),
                host.drone(),
                authority(host.gitea()),
                authority(host.drone()),
                host.file(),
                host.name())
            .filter(each -> !each.isEmpty() && !each.equals("a"))
            .toList()) {
      general = word(own).matcher(general).replaceAll("…");
    }
    return general.replaceAll("\\b[0-9a-f]{7,}\\b|\\d+", "#");
  }

  /** This text, but not inside a longer word: a host may have the name {@code e} or {@code db1}. */
  private static Pattern word(String text) {
    String edge = "(?:(?<!\\w)|(?!\\w))";
    return Pattern.compile(edge + Pattern.quote(text) + edge);
  }

  private static String authority(String url) {
    try {
      String authority = URI.create(url).getAuthority();
      return authority == null ? "" : authority;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
