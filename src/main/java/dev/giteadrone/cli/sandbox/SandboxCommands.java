package dev.giteadrone.cli.sandbox;

import dev.giteadrone.cli.terminal.ProcessContext;
import java.util.List;

/** What can be done with a sandbox that runs in the background. */
public final class SandboxCommands {
  private SandboxCommands() {}

  /** A command object for each, in the order in which the help shows them. */
  public static List<Object> all(ProcessContext shell) {
    return List.of(
        new UpCommand(shell),
        new StatusCommand(shell),
        new LogsCommand(shell),
        new OpenCommand(shell),
        new DownCommand(shell));
  }
}
