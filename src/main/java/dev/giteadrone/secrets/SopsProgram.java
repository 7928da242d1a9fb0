package dev.giteadrone.secrets;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.SearchPath;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Which sops program to run. */
public final class SopsProgram {
  private static final Case MISSING = Case.of(ProblemId.TOOL, "sops", "program");

  /** The environment variable that selects a sops program instead of the first one on PATH. */
  public static final String VARIABLE = "GITEA_DRONE_SOPS";

  /** How much garbage a Go program leaves before it collects it, in percent of what is in use. */
  private static final String GARBAGE = "GOGC";

  /**
   * The environment in which sops decrypts fastest. It needs about 8 MB for a small file; by
   * default Go collects garbage at 4 MB, while sops still starts, which takes a fifth of the call.
   */
  public static final Map<String, String> FASTEST = Map.of(GARBAGE, "400");

  private SopsProgram() {}

  /** {@link #FASTEST}, unless the operator has chosen something else. */
  static Map<String, String> environment(Subprocess subprocess) {
    return subprocess.variable(GARBAGE).isPresent() ? Map.of() : FASTEST;
  }

  /** What {@link #VARIABLE} names, else the first {@code sops} on that environment's PATH. */
  public static String from(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    return named.isBlank() ? SearchPath.program("sops", environment) : named;
  }

  /** What to do if there is none. */
  public static String remedy() {
    return MISSING.problem("sops").next();
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
  public static void require(String program) {
    if (!exists(program)) {
      throw MISSING.failureAs("tool.sops", null, program);
    }
  }
}
