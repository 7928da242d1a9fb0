package dev.giteadrone.secrets;

import dev.giteadrone.io.SearchPath;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Which sops program to run. */
public final class SopsProgram {
  /** The environment variable that selects a sops program instead of the first one on PATH. */
  public static final String VARIABLE = "GITEA_DRONE_SOPS";

  /** What to do if there is none. */
  public static final String REMEDY =
      "install sops 3.11 or newer and have it on PATH, or name it in " + VARIABLE;

  private SopsProgram() {}

  /** What {@link #VARIABLE} names, else the first {@code sops} on that environment's PATH. */
  public static String from(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    return named.isBlank() ? SearchPath.program("sops", environment) : named;
  }

  /** Whether {@code program}, as {@link #from} gives it, can be run. */
  public static boolean exists(String program) {
    // A bare name was not on the given PATH; Java looks on its own.
    Path path =
        Path.of(program.contains("/") ? program : SearchPath.program(program, System.getenv()));
    // A relative path counts from the folder of the file.
    return path.isAbsolute()
        ? Files.isExecutable(path) && !Files.isDirectory(path)
        : path.getNameCount() > 1;
  }

  /**
   * Checks that there is one, before anything is done that would need it later.
   *
   * @throws Failure with SECRETS_FILE if there is none
   */
  static void require(String program) {
    if (!exists(program)) {
      throw new Failure(
          ExitCode.SECRETS_FILE,
          Problem.of(
              "tool.sops",
              "running " + program,
              "it does not exist, or cannot be executed",
              REMEDY));
    }
  }
}
