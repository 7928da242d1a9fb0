package dev.giteadrone.testing.internal;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
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
  private static final Case MISSING =
      Case.of(ProblemId.TESTING_PROGRAMS, "missing", "programs", "folder");
  private static final Case CACHE =
      Case.of(ProblemId.TESTING_FOLDER, "cache", "folder", "existing");
  private static final Case TEMPORARY =
      Case.of(ProblemId.TESTING_FOLDER, "temporary", "folder", "existing");

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
      throw MISSING.failure(String.join(", ", missing), programs.bin());
    }
    requireWritable(programs.cache(), CACHE);
    requireWritable(temporary, TEMPORARY);
  }

  private static void requireWritable(Path folder, Case refused) {
    Path existing = folder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw refused.failure(folder, existing);
    }
  }
}
