package dev.giteadrone.cli.fleet;

import dev.giteadrone.cli.terminal.ProcessContext;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Joins, keeps and fetches reports; its commands do. */
@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    name = "report",
    synopsisSubcommandLabel = "COMMAND",
    description = "Joins the reports of many hosts, keeps and fetches them.")
public final class ReportCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /**
   * A command object for each of its commands, in the order in which the help shows them.
   *
   * @param version of the program, for reports
   */
  public static List<Object> commands(ProcessContext shell, String version) {
    return List.of(
        new MergeCommand(shell, version), new KeepCommand(shell), new FetchCommand(shell));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
