package dev.giteadrone.report.fleet;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The shards of the reports that are joined, and what is wrong with the whole.
 *
 * @param problems those of the reports, and of shards without one
 */
record Shards(List<Problem> problems) {
  private static final Case MISSING = Case.of(ProblemId.FLEET_SHARD, "missing", "shard");
  private static final Case COUNTS = Case.of(ProblemId.FLEET_SHARD, "counts", "counts");

  static Shards of(List<FleetReport> reports) {
    List<Shard> shards =
        reports.stream().flatMap(report -> report.shard().stream()).distinct().toList();
    List<Problem> problems = new ArrayList<>();
    Set<String> resolved =
        shards.stream().map(shard -> MISSING.problem(shard).seen()).collect(Collectors.toSet());
    reports.stream()
        .flatMap(report -> report.problems().stream())
        // That of an earlier join, whose missing report is among these.
        .filter(problem -> !resolved.contains(problem.seen()))
        .forEach(problems::add);
    Set<Integer> counts = new TreeSet<>();
    shards.forEach(shard -> counts.add(shard.count()));
    if (counts.size() > 1) {
      problems.add(
          COUNTS.problem(
              counts.stream().map(String::valueOf).collect(Collectors.joining(" and one of "))));
    }
    for (int count : counts) {
      IntStream.rangeClosed(1, count)
          .mapToObj(index -> new Shard(index, count))
          .filter(shard -> !shards.contains(shard))
          .map(MISSING::problem)
          .forEach(problems::add);
    }
    return new Shards(problems.stream().distinct().toList());
  }
}
