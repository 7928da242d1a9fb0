package dev.giteadrone.doctor;

import dev.giteadrone.io.SearchPath;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What examinations use of this machine.
 *
 * @param environment the variables of the operator
 * @param directory where the operator is
 * @param deadline when all examinations must be done
 */
record Machine(Map<String, String> environment, Path directory, Deadline deadline) {
  private static final byte[] NO_INPUT = {};

  /** Runs programs in this environment. */
  Subprocess subprocess() {
    return new Subprocess(new Timeline(), environment);
  }

  /** The program on the operator's PATH; empty if there is none. */
  Optional<String> program(String name) {
    String found = SearchPath.program(name, environment);
    return found.contains("/") ? Optional.of(found) : Optional.empty();
  }

  /** Runs a command; empty if it cannot be started, or does not end in time. */
  Optional<Subprocess.Result> run(String... argv) {
    try {
      return Optional.of(
          subprocess()
              .run(
                  new Subprocess.Command(List.of(argv), directory, Map.of(), false),
                  NO_INPUT,
                  deadline));
    } catch (Failure e) {
      return Optional.empty();
    }
  }
}
