package dev.giteadrone.cli.fleet;

import dev.giteadrone.cli.terminal.DurationConverter;
import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.cli.terminal.ScreenOptions;
import dev.giteadrone.fleet.kept.KeptReports;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.fleet.Shard;
import dev.giteadrone.time.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false,
    name = "keep",
    description = {
      "Stores the report of many hosts in a generic package of Gitea.",
      "It replaces an older one. GITEA_DRONE_REPORTS_TOKEN is the token for it."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  gitea-drone report keep report --shard 1/3 \\",
      "    --at https://git.my-domain.tld/api/packages/ops/generic/hosts/17"
    })
final class KeepCommand implements Callable<Integer>, ReportsErrors {
  private final ProcessContext shell;

  @Parameters(paramLabel = "FOLDER", description = "What --report wrote.")
  private Path folder = Path.of("");

  @Mixin private final PackageOptions target = new PackageOptions();

  @Option(
      names = "--shard",
      paramLabel = "K/N",
      converter = ShardConverter.class,
      description = "Which part of all hosts it is: stored as shard-K-of-N.zip, not report.zip.")
  private @Nullable Shard shard;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = DurationConverter.class,
      description = "Time limit (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofMinutes(10);

  @Mixin private final ScreenOptions look = new ScreenOptions();

  KeepCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Optional<Shard> part = Optional.ofNullable(shard);
    try (Screen screen = look.screen(shell, true)) {
      screen.farewell(Screen.CONTINUES);
      screen.busy("report", "storing it in Gitea", System.nanoTime());
      target.reports(shell, Deadline.in(timeout)).keep(shell.path(folder), part);
      screen.line(
          "%s kept  %s in %s"
              .formatted(Glyph.DONE.sign(), KeptReports.fileName(part), target.at()));
    }
    return ExitCode.DONE.code();
  }

  @Override
  public ErrorPrinter complaints() {
    return new ErrorPrinter(shell, look, Optional.empty());
  }
}
