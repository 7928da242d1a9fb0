package dev.giteadrone.cli.fleet;

import dev.giteadrone.fleet.Host;
import dev.giteadrone.report.fleet.FleetFolder;
import dev.giteadrone.report.fleet.FleetReport;
import dev.giteadrone.report.fleet.HostLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which hosts are run, and which keep their place in the report without a run.
 *
 * @param hosts those that are run
 * @param carried those of the last report that keep their place, with {@code --only failed}: they
 *     are done, or not among the hosts of this run
 */
record Choice(List<Host> hosts, List<HostLine> carried) {
  /**
   * Chooses among all hosts.
   *
   * @param directory of relative paths; a host whose configuration is gone leaves the report
   * @param folder of the report, which also has the last one
   * @throws picocli.CommandLine.ParameterException if there is no last report of this command
   */
  static Choice of(
      List<Host> all, HostsOption options, String command, Path directory, Optional<Path> folder) {
    List<Host> mine =
        options
            .shard()
            .map(shard -> all.stream().filter(host -> shard.has(host.name())).toList())
            .orElse(all);
    if (!options.isOnlyFailed()) {
      return new Choice(mine, List.of());
    }
    Set<String> names = mine.stream().map(Host::name).collect(Collectors.toSet());
    List<HostLine> carried =
        last(options, command, folder).hosts().stream()
            .filter(line ->
                names.contains(line.name())
                    ? line.isDone()
                    : Files.exists(directory.resolve(line.file())))
            .toList();
    Set<String> through = carried.stream().map(HostLine::name).collect(Collectors.toSet());
    return new Choice(
        mine.stream().filter(Predicate.not(host -> through.contains(host.name()))).toList(),
        carried);
  }

  private static FleetReport last(HostsOption options, String command, Optional<Path> folder) {
    Path report =
        folder.orElseThrow(
            () -> options.wrong("--only failed needs --report FOLDER, which has the last report"));
    FleetReport last =
        FleetFolder.last(report)
            .orElseThrow(() ->
                options.wrong("--only failed: there is no report of many hosts in " + report));
    if (!last.command().equals(command)) {
      throw options.wrong(
          "--only failed: the last report in "
              + report
              + " is of "
              + last.command()
              + ", not of "
              + command);
    }
    return last;
  }
}
