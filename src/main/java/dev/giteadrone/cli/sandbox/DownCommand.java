package dev.giteadrone.cli.sandbox;

import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.sandbox.Detached;
import java.util.List;
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
    name = "down",
    description = "Stops a sandbox and removes it with all its data.")
final class DownCommand implements Callable<Integer>, ReportsErrors {
  private final ProcessContext shell;
  @Mixin private final SandboxName target = new SandboxName();
  @Spec private CommandSpec command = CommandSpec.create();

  @Option(names = "--all", description = "All sandboxes of this user.")
  private boolean all;

  @Option(names = "--keep", description = "Keep the data; up goes on with them.")
  private boolean keep;

  DownCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (all && target.given().isPresent()) {
      throw new ParameterException(command.commandLine(), "--all and --name exclude each other");
    }
    List<Detached> wanted =
        all
            ? SandboxName.sandboxes(shell).all()
            : SandboxName.sandboxes(shell).find(target.name()).stream().toList();
    try (Screen screen = target.look().screen(shell, true)) {
      wanted.forEach(sandbox -> down(sandbox, screen));
      if (wanted.isEmpty()) {
        screen.line(
            "Nothing to stop: there is no sandbox" + (all ? "." : " " + target.name() + "."));
      }
    }
    return ExitCode.DONE.code();
  }

  private void down(Detached sandbox, Screen screen) {
    screen.busy(sandbox.name(), "stopping", System.nanoTime());
    boolean kept = keep && sandbox.isKnown();
    if (keep) {
      sandbox.stop();
    } else {
      sandbox.down();
    }
    screen.line(
        target
            .look()
            .layout(shell)
            .fact(
                Glyph.DONE,
                sandbox.name(),
                kept
                    ? "stopped; its data stay: gitea-drone sandbox up"
                        + SandboxName.option(sandbox.name())
                    : "stopped and removed"));
  }

  @Override
  public ErrorPrinter complaints() {
    return target.complaints(shell);
  }
}
