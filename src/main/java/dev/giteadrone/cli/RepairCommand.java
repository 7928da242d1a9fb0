package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ProgressLines;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.cli.terminal.RunEnd;
import dev.giteadrone.model.desired.Level;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false,
    versionProvider = Version.class,
    name = "repair",
    description = "Repairs what bootstrap does not check, after Drone has a new address.")
final class RepairCommand implements Callable<Integer>, ReportsErrors {
  private final ProcessContext shell;
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Option(
      names = "--repositories",
      description = {
        "Recreate webhooks of active repositories that still call an old",
        "address of Drone, and delete the old ones in Gitea."
      })
  private boolean repositories;

  @Option(names = "--dry-run", description = "Show what would change, change nothing.")
  private boolean dryRun;

  RepairCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (!repositories) {
      throw new ParameterException(spec.commandLine(), "Repair what? --repositories");
    }
    return new CommandRunner(shell, common, config.file(shell))
        .run(
            common.run(shell, Level.BASIC),
            dryRun ? ProgressLines.Detail.BUSY : ProgressLines.Detail.STORY,
            program -> program.repairRepositories(dryRun),
            dryRun ? RunEnd.Content.PLAN : RunEnd.Content.SUMMARY)
        .code();
  }

  @Override
  public ErrorPrinter complaints() {
    return common.complaints(shell);
  }
}
