package dev.giteadrone.sandbox.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a child process is started. It gets this environment and nothing of ours.
 *
 * @param argv program and arguments, none of them a secret
 * @param environment all it has; may hold secrets, so this does not print it
 * @param directory where it runs
 * @param account whom it runs as; empty for ourselves
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

  /** A command run as ourselves. */
  public static Launch of(List<String> argv, Map<String, String> environment, Path directory) {
    return new Launch(argv, environment, directory, Optional.empty());
  }

  /** The same, run as {@code account}. */
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
