package dev.giteadrone.sandbox.host;

import dev.giteadrone.sandbox.process.Tools;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the processes of a sandbox's operator have in their environment. */
public final class Operator {
  private Operator() {}

  /**
   * What they need: the age key, and sops on PATH.
   *
   * @param key the operator's age key file
   * @param programs the folder of the real servers and tools
   */
  public static Map<String, String> environment(Path key, Path programs) {
    return Map.of("SOPS_AGE_KEY_FILE", key.toString(), "PATH", programs + ":" + Tools.path());
  }

  /** A copy of {@code inherited} without credentials, which are for other servers. */
  public static Map<String, String> withoutCredentials(Map<String, String> inherited) {
    Map<String, String> environment = new HashMap<>(inherited);
    environment
        .keySet()
        .removeIf(name ->
            name.equals("GITEA_TOKEN") || name.equals("DRONE_TOKEN") || name.startsWith("SOPS_"));
    return environment;
  }
}
