package dev.giteadrone.testing.internal;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.process.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What must exist before servers are started.
 *
 * @param programs the real servers
 * @param temporary where the servers' folders are created
 */
record Prerequisites(Programs programs, Path temporary) {
  static Prerequisites ofThisMachine() {
    return new Prerequisites(
        Programs.ofEnvironment(), Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * Checks everything, and reports the first thing that is missing.
   *
   * @throws Failure with USAGE
   */
  void check(SandboxOptions options, boolean buildMissing) {
    List<String> missing =
        Sandbox.programs(options, programs).stream()
            .filter(name -> !Files.isExecutable(programs.program(name)))
            .toList();
    if (!missing.isEmpty() && !buildMissing) {
      throw refused(
          "testing.programs",
          "starting Gitea and Drone for a test",
          String.join(", ", missing) + " not found in " + programs.bin(),
          "build them once with 'gitea-drone sandbox' (some ten minutes; needs Go and gcc), or name"
              + " the folder that has them in GITEA_DRONE_CACHE");
    }
    requireWritable(
        programs.cache(),
        "keeping prepared servers in " + programs.cache(),
        "make it writable, or name another folder in GITEA_DRONE_CACHE");
    requireWritable(
        temporary,
        "making a folder for the servers in " + temporary,
        "make it writable, or name another folder with -Djava.io.tmpdir");
  }

  private static void requireWritable(Path folder, String tried, String next) {
    Path existing = folder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw refused("testing.folder", tried, existing + " cannot be written", next);
    }
  }

  private static Failure refused(String check, String tried, String seen, String next) {
    return new Failure(ExitCode.USAGE, Problem.of(check, tried, seen, next));
  }
}
