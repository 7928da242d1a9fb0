package dev.giteadrone.cli;

import dev.giteadrone.cli.fleet.HostsOption;
import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import dev.giteadrone.cli.terminal.ProgressLines;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.cli.terminal.RunEnd;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.report.RunReport;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false,
    versionProvider = Version.class,
    name = "bootstrap",
    description = "Connects Gitea and Drone, and verifies it. A second run changes nothing.")
final class BootstrapCommand implements Callable<Integer>, ReportsErrors {
  private final ProcessContext shell;
  @Mixin private final HostsOption hosts = new HostsOption();
  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final DeployOption deploy = new DeployOption();
  @Mixin private final LevelOption level = new LevelOption();

  @Option(
      names = "--frozen",
      negatable = true,
      description =
          "Change no file and no server; exit with 3 if changes are pending"
              + " (the default if CI is set; --no-frozen turns it off).")
  private @Nullable Boolean frozen;

  @Option(
      names = "--allow-rotate",
      description = "Create a new secret even if the old one may be in use.")
  private boolean allowRotate;

  BootstrapCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (Boolean.TRUE.equals(frozen) && (allowRotate || deploy.isAnyway())) {
      String other = allowRotate ? "--allow-rotate" : "--deploy-anyway";
      throw common.wrong(other + " contradicts --frozen, which changes nothing");
    }
    RunOptions options =
        deploy
            .of(common.run(shell, level.level()))
            .withFrozen(frozen == null ? shell.isPipeline() : frozen)
            .withAllowRotate(allowRotate);
    if (hosts.isMany(shell)) {
      return common.onMany(shell, hosts, options, Program::bootstrap, RunReport::exitCode);
    }
    return new CommandRunner(shell, common, hosts.file(shell))
        .run(options, ProgressLines.Detail.STORY, Program::bootstrap, RunEnd.Content.SUMMARY)
        .code();
  }

  @Override
  public ErrorPrinter complaints() {
    return common.complaints(shell);
  }
}
