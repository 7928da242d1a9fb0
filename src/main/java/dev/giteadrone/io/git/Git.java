package dev.giteadrone.io.git;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.time.Deadline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks git in a folder. Does not refresh the index of git.
 *
 * @param folder where git runs
 */
record Git(Path folder, Subprocess subprocess, Deadline deadline) {
  /** What git printed; empty if there is no git, no work tree, or it failed. */
  Optional<String> ask(String... arguments) {
    List<String> argv = new ArrayList<>(List.of("git", "--no-optional-locks"));
    argv.addAll(List.of(arguments));
    try {
      Subprocess.Result result =
          subprocess.run(
              new Subprocess.Command(argv, folder, Map.of(), false), new byte[0], deadline);
      return result.exitCode() == 0 ? Optional.of(result.text()) : Optional.empty();
    } catch (Failure noGit) {
      if (Thread.currentThread().isInterrupted()) {
        throw noGit;
      }
      return Optional.empty();
    }
  }

  /** The same where git ends each field with a NUL character. */
  Optional<List<String>> askForFields(String... arguments) {
    return ask(arguments).map(text -> Arrays.asList(text.split("\0", -1)));
  }
}
