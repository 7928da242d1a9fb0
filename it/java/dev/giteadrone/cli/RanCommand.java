package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import dev.giteadrone.simulated.SimulatedHosts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * How a command on simulated hosts ended.
 *
 * @param output what it printed to both streams
 */
record RanCommand(int code, String output) {
  /**
   * Runs it in this process.
   *
   * @param folder where it runs
   * @param state where it keeps its locks
   */
  static RanCommand of(SimulatedHosts hosts, Path folder, Path state, String... command) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
    int code =
        Main.run(
            command,
            new ProcessContext(stream, stream, hosts.environment(state), folder, Program::real));
    return new RanCommand(code, output.toString(StandardCharsets.UTF_8));
  }
}
