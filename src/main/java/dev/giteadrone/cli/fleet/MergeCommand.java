package dev.giteadrone.cli.fleet;

import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.cli.terminal.ScreenOptions;
import dev.giteadrone.report.fleet.FleetFolder;
import dev.giteadrone.report.fleet.FleetMerge;
import dev.giteadrone.report.fleet.FleetReport;
import dev.giteadrone.report.fleet.HostLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Joins the reports of several machines. */
@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    sortOptions = false,
    name = "merge",
    description = {
      "Joins reports into one, as HTML, JSON and JUnit XML.",
      "What cannot be joined is named; the exit code is then 1. Otherwise it is that of the hosts."
    })
public final class MergeCommand implements Callable<Integer>, ReportsErrors {
  private final ProcessContext shell;
  private final String version;
  @Mixin private final ScreenOptions look = new ScreenOptions();

  @Option(
      names = "--into",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder of the joined report; begin with its index.html.")
  private @Nullable Path into;

  @Parameters(
      arity = "1..*",
      paramLabel = "SOURCE",
      description = {
        "A folder of --report, or a .zip of one; a .json of --report;",
        "a JUnit .xml of any program, whose test suites are copied."
      })
  private List<Path> sources = List.of();

  /**
   * A command that prints to {@code shell}.
   *
   * @param version of the program, for the report
   */
  public MergeCommand(ProcessContext shell, String version) {
    this.shell = shell;
    this.version = version;
  }

  @Override
  public Integer call() {
    Path folder = shell.path(Objects.requireNonNull(into, "picocli requires --into"));
    FleetReport report =
        FleetMerge.merge(sources.stream().map(shell::path).toList(), folder, version);
    List<String> names = report.hosts().stream().map(HostLine::name).toList();
    try (Screen screen = look.screen(shell, true)) {
      screen.lines(new FleetText(look.layout(shell), names).closing(report, false));
      screen.line("Report: " + FleetFolder.index(folder));
    }
    return report.exitCode().code();
  }

  @Override
  public ErrorPrinter complaints() {
    return new ErrorPrinter(shell, look, Optional.empty());
  }
}
