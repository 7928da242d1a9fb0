package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ProgressLines;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.cli.terminal.RunEnd;
import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.RunReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false,
    versionProvider = Version.class,
    name = "destroy",
    description = {
      "Removes what this program created: canary, application, access token.",
      "Keeps all users, and applications that existed before."
    })
final class DestroyCommand implements Callable<Integer>, ReportsErrors {
  private final ProcessContext shell;
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Option(names = "--dry-run", description = "Show what would be removed, remove nothing.")
  private boolean dryRun;

  @Option(
      names = "--all-tokens",
      description = "Also remove access tokens for this Drone that are not in the admin file.")
  private boolean allTokens;

  DestroyCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    common.check(shell, config.file(shell));
    if (dryRun) {
      return show(RunEnd.Content.PLAN).code();
    }
    common.requireAnswer(shell, "destroying");
    if (!common.yes()) {
      // Show the plan before the question.
      CommandRunner.Ended shown = show(RunEnd.Content.PREVIEW);
      RunReport plan = shown.report();
      if (plan.exitCode() != ExitCode.DONE || plan.planned() == 0) {
        return shown.code();
      }
    }
    String host =
        ConfigFile.load(config.file(shell), shell.environment(), common.allowPlainHttp())
            .drone()
            .url()
            .getHost();
    if (!common.confirmed(shell, "Type " + host + " to remove all that:", host::equalsIgnoreCase)) {
      return ExitCode.FAILED.code();
    }
    return new CommandRunner(shell, common, config.file(shell))
        .run(
            common.run(shell, Level.BASIC),
            ProgressLines.Detail.STORY,
            program -> program.destroy(false, allTokens),
            RunEnd.Content.SUMMARY)
        .code();
  }

  private CommandRunner.Ended show(RunEnd.Content end) {
    return new CommandRunner(shell, common, config.file(shell))
        .run(
            common.run(shell, Level.BASIC),
            ProgressLines.Detail.BUSY,
            program -> program.destroy(true, allTokens),
            end);
  }

  @Override
  public ErrorPrinter complaints() {
    return common.complaints(shell);
  }
}
