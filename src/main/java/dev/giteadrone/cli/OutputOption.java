package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.report.JsonEvents;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What goes to standard output. */
final class OutputOption {
  /** Forms of output. */
  enum Output {
    /** Text. */
    text,
    /** JSON lines on standard output, and all text on standard error. */
    json
  }

  @Option(
      names = "--output",
      paramLabel = "text|json",
      description = "json: a line of JSON for each event on standard output.")
  private Output output = Output.text;

  boolean isJson() {
    return output == Output.json;
  }

  /** The JSON events, if they are requested. */
  Optional<JsonEvents> json(ProcessContext shell) {
    return isJson() ? Optional.of(new JsonEvents(shell.out()::println)) : Optional.empty();
  }
}
