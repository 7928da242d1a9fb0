package dev.giteadrone.cli.reference;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.JsonReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a JSON Schema: that of the configuration, or that of the output. */
@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    name = "schema",
    description = {
      "Prints the JSON Schema of gitea-drone.yaml, for editors, or that of the JSON output.",
      "Needs no network."
    })
public final class SchemaCommand implements Callable<Integer> {
  /** Schemas; the names are the words on the command line. */
  enum Kind {
    /** Of the configuration file. */
    config(ConfigFile.class, "gitea-drone.schema.json"),
    /** Of what {@code --output json} and {@code --report FILE.json} write. */
    output(JsonReport.class, "output.schema.json");

    private final Class<?> owner;
    private final String resource;

    Kind(Class<?> owner, String resource) {
      this.owner = owner;
      this.resource = resource;
    }

    String text() throws IOException {
      try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(resource), resource)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  private final ProcessContext shell;

  @Parameters(
      arity = "0..1",
      paramLabel = "config|output",
      description = "Which one (default: config).")
  private Kind kind = Kind.config;

  /** Prints to {@code shell}. */
  public SchemaCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    shell.out().print(kind.text());
    return ExitCode.DONE.code();
  }
}
