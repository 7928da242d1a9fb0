package dev.giteadrone.io;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Finds programs on a given PATH. Java itself uses its own PATH, not that of the child. */
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
