package dev.giteadrone.sandbox.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to start a child process. It gets only this environment, nothing from this process.
 *
 * @param argv program and arguments, none of them a secret
 * @param environment all its variables; may contain secrets, so {@code toString} does not print it
 * @param directory its working directory
 * @param account the user it runs as; empty for the user of this process
 */
public record Launch(
    List<String> argv,
    Map<String, String> environment,
    Path directory,
    Optional<SystemUser> account) {
  public Launch {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  /** A command that runs as the user of this process. */
  public static Launch of(List<String> argv, Map<String, String> environment, Path directory) {
    return new Launch(argv, environment, directory, Optional.empty());
  }

  /** A copy that runs as {@code account}. */
  public Launch as(SystemUser account) {
    return new Launch(argv, environment, directory, Optional.of(account));
  }

  /** The program's name without its folder. */
  String program() {
    return String.valueOf(Path.of(argv.getFirst()).getFileName());
  }

  @Override
  public String toString() {
    return "Launch" + argv;
  }
}
