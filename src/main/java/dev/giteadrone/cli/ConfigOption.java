package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.config.ConfigFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The one configuration of a command. */
final class ConfigOption {
  @Option(
      names = {"-f", "--config"},
      paramLabel = "FILE",
      description = "The configuration (default: ./${DEFAULT-VALUE}).")
  private Path config = Path.of(ConfigFile.DEFAULT_NAME);

  /** The file, absolute. */
  Path file(ProcessContext shell) {
    return shell.path(config);
  }
}
