package dev.giteadrone.secrets;

import dev.giteadrone.io.SearchPath;
import java.util.Map;

/** Which sops program to run. */
public final class SopsProgram {
  /** The environment variable that selects a sops program instead of the first one on PATH. */
  public static final String VARIABLE = "GITEA_DRONE_SOPS";

  private SopsProgram() {}

  /** What {@link #VARIABLE} names, else the first {@code sops} on that environment's PATH. */
  public static String from(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    return named.isBlank() ? SearchPath.program("sops", environment) : named;
  }
}
