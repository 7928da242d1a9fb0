package dev.giteadrone.sandbox.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs of this system. */
public final class Tools {
  private static final String SYSTEM = "/usr/sbin:/sbin:/usr/bin:/bin";

  private Tools() {}

  /** The {@code PATH} to search: the one of the environment, and the usual folders of daemons. */
  public static String path() {
    String path = System.getenv("PATH");
    return path == null || path.isEmpty() ? SYSTEM : path + ":" + SYSTEM;
  }

  /** The path of a program; empty if there is none. */
  public static Optional<Path> find(String program) {
    return folders()
        .map(folder -> folder.resolve(program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private static Stream<Path> folders() {
    return Arrays.stream(path().split(":", -1)).filter(f -> f.startsWith("/")).map(Path::of);
  }
}
