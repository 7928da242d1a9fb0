package dev.giteadrone.cli.fleet;

import dev.giteadrone.cli.terminal.ProcessContext;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prepares runs over many machines; its commands do. */
@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    name = "fleet",
    synopsisSubcommandLabel = "COMMAND",
    description = "Prepares runs of many hosts over many machines.")
public final class FleetCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** A command object for each of its commands. */
  public static List<Object> commands(ProcessContext shell) {
    return List.of(new PipelineCommand(shell));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
