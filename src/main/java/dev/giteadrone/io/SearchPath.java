package dev.giteadrone.io;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Looks programs up, because Java looks on its own PATH, whatever the child's is. */
public final class SearchPath {
  private SearchPath() {}

  /** The first {@code name} on that environment's PATH; the bare name if there is none. */
  public static String program(String name, Map<String, String> environment) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElse(name);
  }
}
