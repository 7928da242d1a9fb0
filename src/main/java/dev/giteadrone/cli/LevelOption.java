package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.LevelConverter;
import dev.giteadrone.model.desired.Level;
import picocli.CommandLine.Option;

/** How much verification checks. */
final class LevelOption {
  @Option(
      names = "--level",
      paramLabel = "basic|login|full",
      converter = LevelConverter.class,
      completionCandidates = LevelConverter.class,
      description = {
        "How much to verify (default: full).",
        "basic: reads only; login: also a login to Drone; full: also a build on each runner."
      })
  private Level level = Level.FULL;

  Level level() {
    return level;
  }
}
