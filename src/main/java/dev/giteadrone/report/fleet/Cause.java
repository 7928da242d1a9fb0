package dev.giteadrone.report.fleet;

import dev.giteadrone.model.result.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Why some hosts are not done: the same problem, apart from names, addresses and numbers.
 *
 * @param example the problem of the first of them
 * @param hosts in the order of the report
 */
record Cause(Problem example, List<HostLine> hosts) {

  private record Key(String check, String seen, String cause) {}

  /** Those of a report; the one of most hosts comes first. */
  static List<Cause> of(List<HostLine> hosts) {
    Map<Key, List<HostLine>> groups = new LinkedHashMap<>();
    for (HostLine host : hosts) {
      host.problem()
          .ifPresent(problem ->
              groups.computeIfAbsent(key(host, problem), key -> new ArrayList<>()).add(host));
    }
    return groups.values().stream()
        .map(group -> new Cause(group.getFirst().problem().orElseThrow(), group))
        .sorted(Comparator.comparingInt(cause -> -cause.hosts().size()))
        .toList();
  }

  private static Key key(HostLine host, Problem problem) {
    return new Key(problem.check(), general(host, problem.seen()), general(host, problem.cause()));
  }

  /** The text without what is of this host alone. */
  private static String general(HostLine host, String text) {
    String general = text;
    for (String own :
        Stream.of(
                host.gitea(),
                host.drone(),
                authority(host.gitea()),
                authority(host.drone()),
                host.file(),
                host.name())
            .filter(each -> !each.isEmpty())
            .toList()) {
      general = general.replace(own, "…");
    }
    return general.replaceAll("\\b[0-9a-f]{7,}\\b|\\d+", "#");
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
