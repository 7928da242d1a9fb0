package dev.giteadrone.secrets;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Which sops program to run. */
public final class SopsProgram {
  /** The environment variable that names another one than the first on PATH. */
  public static final String VARIABLE = "GITEA_DRONE_SOPS";

  private SopsProgram() {}

  /** What {@link #VARIABLE} names, else the first {@code sops} on that environment's PATH. */
  public static String from(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    return named.isBlank() ? onPath(environment.getOrDefault("PATH", "")) : named;
  }

  /** Looked up here, because Java looks on its own PATH, whatever the child's is. */
  private static String onPath(String path) {
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, "sops"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElse("sops");
  }
}
