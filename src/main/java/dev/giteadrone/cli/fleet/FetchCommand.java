package dev.giteadrone.cli.fleet;

import dev.giteadrone.cli.terminal.DurationConverter;
import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.cli.terminal.ScreenOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.time.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false,
    name = "fetch",
    description = {
      "Fetches what report keep stored for each shard.",
      "Waits for what is missing.",
      "GITEA_DRONE_REPORTS_TOKEN is the token for it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All reports are there.",
      "1:Some are missing; those that came are in the folder."
    })
final class FetchCommand implements Callable<Integer>, ReportsErrors {
  private final ProcessContext shell;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final PackageOptions source = new PackageOptions();

  @Option(
      names = "--shards",
      required = true,
      paramLabel = "N",
      description = "How many shards there are.")
  private int shards;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "30m",
      converter = DurationConverter.class,
      description = "How long to wait for them (default: ${DEFAULT-VALUE}).")
  private Duration wait = Duration.ofMinutes(30);

  @Option(
      names = "--into",
      required = true,
      paramLabel = "FOLDER",
      description = "An empty or new folder.")
  private Path into = Path.of("");

  @Mixin private final ScreenOptions look = new ScreenOptions();

  FetchCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    PipelineCommand.requireShards(shards, spec);
    try (Screen screen = look.screen(shell, true)) {
      screen.farewell("interrupted; the same command with an empty folder fetches all reports");
      long start = System.nanoTime();
      Deadline deadline = Deadline.in(wait);
      Progress progress =
          new Progress() {
            @Override
            public void waiting(String name, String seen, Duration soFar) {
              screen.busy("reports", seen, start);
            }
          };
      screen.busy("reports", "looking for " + shards, start);
      source.reports(shell, deadline).fetch(shards, shell.path(into), deadline, progress);
      screen.line(
          "%s reports  of %d %s in %s"
              .formatted(Glyph.DONE.sign(), shards, shards == 1 ? "shard" : "shards", into));
    }
    return ExitCode.DONE.code();
  }

  @Override
  public ErrorPrinter complaints() {
    return new ErrorPrinter(shell, look, Optional.empty());
  }
}
