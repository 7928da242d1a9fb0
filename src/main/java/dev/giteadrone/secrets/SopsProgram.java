package dev.giteadrone.secrets;

import java.util.Map;

/** Which sops program to run. */
public final class SopsProgram {
  /** The environment variable that names another one than the first on PATH. */
  public static final String VARIABLE = "GITEA_DRONE_SOPS";

  private SopsProgram() {}

  /** What {@link #VARIABLE} names, else {@code sops}, to be found on PATH. */
  public static String from(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    return named.isBlank() ? "sops" : named;
  }
}
