package dev.giteadrone.cli.sandbox;

import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.sandbox.DesktopBrowser;
import dev.giteadrone.sandbox.Detached;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    name = "open",
    description = "Opens a server in your browser, or prints its URL if there is no desktop.")
final class OpenCommand implements Callable<Integer>, ReportsErrors {
  /** Servers with pages; the names are the words on the command line. */
  enum Server {
    /** The default. */
    gitea,
    /** The first one. */
    drone
  }

  private final ProcessContext shell;
  @Mixin private final SandboxName target = new SandboxName();

  @Parameters(
      arity = "0..1",
      paramLabel = "gitea|drone",
      description = "Which server (default: gitea).")
  private Server server = Server.gitea;

  OpenCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Detached sandbox = target.require(shell);
    URI page = server == Server.gitea ? sandbox.giteaUrl() : sandbox.droneUrl();
    if (!DesktopBrowser.open(page, shell.environment())) {
      shell.out().println(page);
    }
    return ExitCode.DONE.code();
  }

  @Override
  public ErrorPrinter complaints() {
    return target.complaints(shell);
  }
}
