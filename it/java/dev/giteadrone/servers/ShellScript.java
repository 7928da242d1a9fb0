package dev.giteadrone.servers;

import dev.giteadrone.sandbox.process.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that a test writes, to stand between the program and a real one. */
public final class ShellScript {
  private ShellScript() {}

  /** Writes one into a new folder below {@code folder}, so that several may have one name. */
  public static Path in(Path folder, String name, String body) throws IOException {
    Path script = Files.createTempDirectory(folder, "bin").resolve(name);
    return Folder.write(script, "#!/bin/sh\n" + body + "\n", "rwxr-xr-x");
  }
}
