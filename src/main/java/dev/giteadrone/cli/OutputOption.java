package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.report.JsonEvents;
import dev.giteadrone.report.MachineOutput;
import dev.giteadrone.report.PrometheusMetrics;
import dev.giteadrone.report.fleet.FleetEvents;
import dev.giteadrone.report.fleet.FleetMetrics;
import dev.giteadrone.report.fleet.FleetOutput;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What goes to standard output. */
final class OutputOption {
  /** Forms of output. */
  enum Output {
    /** Text. */
    text,
    /** JSON lines on standard output, and all text on standard error. */
    json,
    /** Metrics on standard output, and all text on standard error. */
    prometheus
  }

  @Option(
      names = "--output",
      paramLabel = "FORM",
      description = {
        "text (default), json: a line of JSON for each event on standard output,",
        "or for verify prometheus: metrics on standard output."
      })
  private Output output = Output.text;

  /** Whether standard output is for people. */
  boolean isText() {
    return output == Output.text;
  }

  @Override
  public String toString() {
    return output.name();
  }

  /**
   * Refuses what only {@code verify} can print.
   *
   * @throws ParameterException if metrics are asked for
   */
  void requireNoMetrics(CommandLine command) {
    if (output == Output.prometheus) {
      throw new ParameterException(command, "--output prometheus is only for verify");
    }
  }

  /** The JSON events, if they are requested. */
  Optional<JsonEvents> json(ProcessContext shell) {
    return output == Output.json
        ? Optional.of(new JsonEvents(shell.out()::println))
        : Optional.empty();
  }

  /** The same of many hosts. */
  Optional<FleetOutput> ofMany(ProcessContext shell) {
    return switch (output) {
      case text -> Optional.empty();
      case json -> Optional.of(new FleetEvents(shell.out()::println));
      case prometheus -> Optional.of(new FleetMetrics(shell.out()::println));
    };
  }

  /** What goes to standard output for programs, if it is requested. */
  Optional<MachineOutput> machine(ProcessContext shell) {
    return output == Output.prometheus
        ? Optional.of(new PrometheusMetrics(shell.out()::println))
        : json(shell).map(events -> events);
  }
}
