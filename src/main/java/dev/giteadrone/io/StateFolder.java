package dev.giteadrone.io;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where this program keeps what must outlive a run: the lock and the deploy of a configuration, and
 * detached sandboxes.
 */
public final class StateFolder {
  private static final Case UNWRITABLE =
      Case.of(ProblemId.RUN_STATE, "unwritable", "folder", "reason");

  private StateFolder() {}

  /**
   * The folder for one file, a configuration or what it names, made with mode 0700 if it is
   * missing: {@code ${XDG_STATE_HOME:-~/.local/state}/gitea-drone/} and the start of a digest of
   * the file's real path.
   *
   * @param environment the process's environment
   * @throws Failure if it cannot be made
   */
  public static Path of(Path file, Map<String, String> environment) {
    try {
      String real = Links.resolve(file).toString();
      String name = Revisions.hex(real.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
      return create(home(environment).resolve("gitea-drone").resolve(name));
    } catch (IOException e) {
      throw UNWRITABLE.failure(e, home(environment), FileFailures.reason(e));
    }
  }

  /** The folder of all detached sandboxes, which may be missing. */
  public static Path ofSandboxes(Map<String, String> environment) {
    return home(environment).resolve("gitea-drone").resolve("sandboxes");
  }

  /**
   * Makes what is missing of a folder of state, with mode 0700.
   *
   * @throws Failure if it cannot be made
   */
  public static Path create(Path folder) {
    try {
      Folders.create(folder);
      return folder;
    } catch (IOException e) {
      throw UNWRITABLE.failure(e, folder, FileFailures.reason(e));
    }
  }

  private static Path home(Map<String, String> environment) {
    Path state = Path.of(environment.getOrDefault("XDG_STATE_HOME", ""));
    // The XDG specification says that relative paths must be ignored.
    return state.isAbsolute()
        ? state
        : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")))
            .resolve(".local/state");
  }
}
