package dev.giteadrone.report.fleet;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A run over many hosts. It holds one line for each, and no secret.
 *
 * @param command such as {@code verify}
 * @param version of the program, such as {@code gitea-drone 1.2.0}
 * @param started when the first host started
 * @param took wall time
 * @param shard the part of all hosts, if this is only a part
 * @param hosts those that are not done first, each group by name
 * @param problems of the whole, such as a shard without a report
 */
public record FleetReport(
    String command,
    String version,
    Instant started,
    Duration took,
    Optional<Shard> shard,
    List<HostLine> hosts,
    List<Problem> problems) {
  private static final Comparator<HostLine> ORDER =
      Comparator.comparing(HostLine::isDone).thenComparing(HostLine::name);

  /** Sorts the hosts. */
  public FleetReport {
    hosts = hosts.stream().sorted(ORDER).toList();
    problems = List.copyOf(problems);
  }

  /**
   * The exit code of the process: that of the hosts which are not done, if all of them have the
   * same one; FAILED if they differ, or if something is wrong with the whole.
   */
  public ExitCode exitCode() {
    Set<ExitCode> codes = EnumSet.noneOf(ExitCode.class);
    hosts.stream().map(HostLine::exitCode).forEach(codes::add);
    codes.remove(ExitCode.DONE);
    if (codes.contains(ExitCode.INTERRUPTED)) {
      return ExitCode.INTERRUPTED;
    }
    if (codes.size() > 1 || !problems.isEmpty()) {
      return ExitCode.FAILED;
    }
    return codes.stream().findFirst().orElse(ExitCode.DONE);
  }

  /** The same, with one more problem of the whole. */
  public FleetReport with(Problem problem) {
    List<Problem> all = new ArrayList<>(problems);
    all.add(problem);
    return new FleetReport(command, version, started, took, shard, hosts, all);
  }

  /** The hosts that are not done. */
  public List<HostLine> failed() {
    return hosts.stream().filter(host -> !host.isDone()).toList();
  }
}
