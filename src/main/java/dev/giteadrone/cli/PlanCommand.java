package dev.giteadrone.cli;

import dev.giteadrone.cli.fleet.HostsOption;
import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import dev.giteadrone.cli.terminal.ProgressLines;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.cli.terminal.RunEnd;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunOptions;
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
  @Mixin private final HostsOption hosts = new HostsOption();
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
    RunOptions options = deploy.of(common.run(shell, Level.FULL)).withAllowRotate(allowRotate);
    if (hosts.isMany(shell)) {
      return common.onMany(shell, hosts, options, Program::plan, this::code);
    }
    CommandRunner.Ended ended =
        new CommandRunner(shell, common, hosts.file(shell))
            .run(options, ProgressLines.Detail.BUSY, Program::plan, RunEnd.Content.PLAN);
    return ended.code(code(ended.report()));
  }

  private ExitCode code(RunReport report) {
    boolean pending = report.exitCode() == ExitCode.DONE && report.planned() > 0;
    return detailed && pending ? ExitCode.CHANGES_PENDING : report.exitCode();
  }

  @Override
  public ErrorPrinter complaints() {
    return common.complaints(shell);
  }
}
