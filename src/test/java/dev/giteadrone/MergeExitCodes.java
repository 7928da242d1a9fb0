package dev.giteadrone;

import dev.giteadrone.cli.ShellFixture;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.fleet.FleetFolder;
import dev.giteadrone.report.fleet.FleetReport;
import dev.giteadrone.report.fleet.HostLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** How {@code report merge} ends: as the hosts of the joined report. */
final class MergeExitCodes {
  private MergeExitCodes() {}

  static Map<String, Callable<Integer>> cells(Path folder) {
    Map<String, Callable<Integer>> cells = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      cells.put("report merge " + code.code(), () -> run(folder, code, "--into joined one"));
    }
    cells.put("report merge 1", () -> run(folder, ExitCode.DONE, "--into joined one two"));
    cells.put("report merge 2", () -> run(folder, ExitCode.DONE, "one"));
    return cells;
  }

  private static int run(Path folder, ExitCode code, String arguments) throws Exception {
    Path here = Files.createTempDirectory(folder, "merge");
    FleetFolder.create(here.resolve("one"))
        .finish(
            new FleetReport(
                "verify",
                "gitea-drone 1",
                Instant.EPOCH,
                Duration.ofSeconds(1),
                Optional.empty(),
                List.of(host(code)),
                List.of()));
    return new ShellFixture(here)
        .run(
            progress -> {
              throw new AssertionError("no program should run");
            },
            ("report merge " + arguments).split(" "));
  }

  private static HostLine host(ExitCode code) {
    return new HostLine(
        "hosts/alpha",
        "hosts/alpha.yaml",
        HostLine.Status.NOT_BEGUN,
        "",
        "",
        Optional.empty(),
        Duration.ZERO,
        code,
        "as it is",
        Optional.empty());
  }
}
