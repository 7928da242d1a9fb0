package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import dev.giteadrone.cli.terminal.ProgressLines;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.cli.terminal.RunEnd;
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
    name = "plan",
    description =
        "Shows what bootstrap would do, and marks what ROTATES a secret. Changes nothing.")
final class PlanCommand implements Callable<Integer>, ReportsErrors {
  private final ProcessContext shell;
  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final DeployOption deploy = new DeployOption();

  @Option(names = "--detailed-exitcode", description = "Exit with 3 if changes are pending.")
  private boolean detailed;

  @Option(names = "--allow-rotate", description = "Plan as bootstrap --allow-rotate would.")
  private boolean allowRotate;

  PlanCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    CommandRunner.Ended ended =
        new CommandRunner(shell, common)
            .run(
                deploy.of(common.run(shell, Level.FULL)).withAllowRotate(allowRotate),
                ProgressLines.Detail.BUSY,
                Program::plan,
                RunEnd.Content.PLAN);
    RunReport report = ended.report();
    boolean pending = report.planned() + report.refused() > 0;
    boolean looked =
        report.exitCode() == ExitCode.DONE || report.exitCode() == ExitCode.CHANGES_PENDING;
    if (!looked) {
      return ended.code();
    }
    return ended.code(detailed && pending ? ExitCode.CHANGES_PENDING : ExitCode.DONE);
  }

  @Override
  public ErrorPrinter complaints() {
    return common.complaints(shell);
  }
}
