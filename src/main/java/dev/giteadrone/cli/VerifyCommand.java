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
import dev.giteadrone.report.RunReport;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false,
    versionProvider = Version.class,
    name = "verify",
    description = {
      "Checks that Gitea, Drone and the runners work together; repairs nothing.",
      "Creates the canary repository if it never existed, and pushes to it."
    })
final class VerifyCommand implements Callable<Integer>, ReportsErrors {
  private final ProcessContext shell;
  @Mixin private final HostsOption hosts = new HostsOption();
  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final LevelOption level = new LevelOption();

  @Option(
      names = "--on-host",
      description =
          "For a run on the host, with --level basic: does without the admin file,"
              + " and skips checks that need a key which is not on this machine.")
  private boolean onHost;

  VerifyCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (onHost && level.level() != Level.BASIC) {
      throw common.wrong("--on-host needs --level basic: a login needs credentials");
    }
    RunOptions options = common.run(shell, level.level());
    Function<Program, RunReport> action = onHost ? Program::verifyOnHost : Program::verify;
    if (hosts.isMany(shell)) {
      return common.onMany(shell, hosts, options, action, RunReport::exitCode);
    }
    return new CommandRunner(shell, common, hosts.file(shell))
        .run(options, ProgressLines.Detail.CHECKS, action, RunEnd.Content.SUMMARY)
        .code();
  }

  @Override
  public ErrorPrinter complaints() {
    return common.complaints(shell);
  }
}
