package dev.giteadrone.cli;

import dev.giteadrone.report.TextReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false,
    versionProvider = Version.class,
    name = "verify",
    description = "Proves that Gitea, Drone and the runners work together; repairs nothing.")
final class VerifyCommand implements Callable<Integer>, Attempt {
  private final Shell shell;
  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final LevelOption level = new LevelOption();

  VerifyCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    return new Run(shell, common)
        .run(
            common.run(shell, level.level()),
            ProgressLines.Detail.CHECKS,
            Program::verify,
            TextReport::closing)
        .exitCode()
        .code();
  }

  @Override
  public Complaints complaints() {
    return common.complaints(shell);
  }
}
