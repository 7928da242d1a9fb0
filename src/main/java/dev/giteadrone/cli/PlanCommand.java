package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.Attempt;
import dev.giteadrone.cli.terminal.Complaints;
import dev.giteadrone.cli.terminal.Program;
import dev.giteadrone.cli.terminal.ProgressLines;
import dev.giteadrone.cli.terminal.Shell;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.TextReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false,
    versionProvider = Version.class,
    name = "plan",
    description =
        "Shows what bootstrap would do, and marks what ROTATES a secret. Changes nothing.")
final class PlanCommand implements Callable<Integer>, Attempt {
  private final Shell shell;
  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final DeployOption deploy = new DeployOption();

  @Option(names = "--detailed-exitcode", description = "Exit with 3 if something is to be done.")
  private boolean detailed;

  @Option(names = "--allow-rotate", description = "Plan as bootstrap --allow-rotate would.")
  private boolean allowRotate;

  PlanCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    RunReport report =
        new Run(shell, common)
            .run(
                deploy.of(common.run(shell, Level.FULL)).withAllowRotate(allowRotate),
                ProgressLines.Detail.BUSY,
                Program::plan,
                TextReport::plan);
    boolean pending = report.planned() + report.refused() > 0;
    boolean looked =
        report.exitCode() == ExitCode.DONE || report.exitCode() == ExitCode.CHANGES_PENDING;
    if (!looked) {
      return report.exitCode().code();
    }
    return (detailed && pending ? ExitCode.CHANGES_PENDING : ExitCode.DONE).code();
  }

  @Override
  public Complaints complaints() {
    return common.complaints(shell);
  }
}
