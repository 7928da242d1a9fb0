package dev.giteadrone.io;

import java.io.IOException;
import java.nio.file.Path;

/** Makes named pipes, to which nobody ever writes. */
public final class Pipes {
  private Pipes() {}

  /** A pipe at {@code path}. */
  public static Path make(Path path) throws IOException, InterruptedException {
    int exit = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("mkfifo exits with " + exit);
    }
    return path;
  }
}
