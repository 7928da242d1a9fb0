package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the commands in one process, so that all classes they need are loaded when the package's
 * cache of classes is written. Nothing they print or answer counts.
 */
final class Training {
  private final Path folder;

  private Training(Path folder) {
    this.folder = folder;
  }

  /** Takes the folder to work in. */
  public static void main(String[] args) {
    Training training = new Training(Path.of(args[0]).toAbsolutePath());
    training.run("--version");
    training.run("--help");
    training.run("bootstrap", "--help");
    training.run("explain");
    training.run("explain", "webhook.delivered");
    training.run("plan");
  }

  private void run(String... args) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Main.run(
        args,
        new ProcessContext(
            nowhere, nowhere, Map.of(), folder, false, Optional.empty(), Program::real));
  }
}
