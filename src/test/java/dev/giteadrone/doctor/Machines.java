package dev.giteadrone.doctor;

import dev.giteadrone.time.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Machines of tests, with the programs that a test writes. */
final class Machines {
  private Machines() {}

  /** A machine whose PATH and home are {@code folder}. */
  static Machine with(Path folder, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent("PATH", folder.toString());
    all.putIfAbsent("HOME", folder.toString());
    return new Machine(all, folder, Deadline.in(Duration.ofSeconds(20)));
  }

  /** Writes a program into {@code folder}. */
  static Path program(Path folder, String name, String script) throws IOException {
    Path program = folder.resolve(name);
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }
}
