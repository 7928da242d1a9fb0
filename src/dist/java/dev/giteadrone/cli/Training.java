package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs the commands in one process, so that all classes they need are loaded when the package's
 * cache of classes is written.
 */
final class Training {
  private final Path folder;

  private Training(Path folder) {
    this.folder = folder;
  }

  /** Takes the folder with the host's files; its servers must be running. */
  public static void main(String[] args) {
    // Main does this around each command.
    ProcessContext.ofProcess().endedWith(0);
    Training training = new Training(Path.of(args[0]).toAbsolutePath());
    training.run("--version");
    training.run("--help");
    training.run("version");
    training.run("bootstrap", "--help");
    training.run("explain");
    training.run("explain", "webhook.delivered");
    training.run("verify", "--level", "basic");
    training.run("plan");
    training.run("bootstrap", "--level", "basic");
  }

  /** Fails unless the command succeeds: otherwise a part of it would not be trained unnoticed. */
  private void run(String... args) {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(seen, true, StandardCharsets.UTF_8);
    Map<String, String> environment =
        Map.of(
            "GITEA_DRONE_SOPS", folder.resolve("sops").toString(),
            "PATH", "/usr/bin:/bin",
            "HOME", folder.toString());
    ProcessContext context = new ProcessContext(out, out, environment, folder, Program::real);
    int code = Main.run(args, context);
    if (code != 0) {
      throw new IllegalStateException(
          List.of(args)
              + " ended with exit code "
              + code
              + ":\n"
              + seen.toString(StandardCharsets.UTF_8));
    }
  }
}
