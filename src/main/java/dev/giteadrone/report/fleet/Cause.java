package dev.giteadrone.report.fleet;

import dev.giteadrone.model.result.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why some hosts are not done: the same problem, apart from names, addresses and numbers.
 *
 * @param example the problem of the first of them
 * @param hosts in the order of the report
 */
record Cause(Problem example, List<HostLine> hosts) {

  /** Those of a report; the one of most hosts comes first. */
  static List<Cause> of(List<HostLine> hosts) {
    Map<CauseKey, List<HostLine>> groups = new LinkedHashMap<>();
    for (HostLine host : hosts) {
      host.problem()
          .ifPresent(problem ->
              groups
                  .computeIfAbsent(CauseKey.of(host, problem), key -> new ArrayList<>())
                  .add(host));
    }
    return groups.values().stream()
        .map(group -> new Cause(group.getFirst().problem().orElseThrow(), group))
        .sorted(Comparator.comparingInt(cause -> -cause.hosts().size()))
        .toList();
  }
}
