package dev.giteadrone.model.server;

import java.util.List;

/**
 * One pipeline of a build.
 *
 * @param type the runner type
 * @param error the runner's message; empty if none
 * @param machine the runner that picked it up; empty while nobody has
 */
public record BuildStage(
    String name,
    String type,
    String status,
    String error,
    String machine,
    String os,
    String arch,
    List<BuildStep> steps) {
  /** Copies the list. */
  public BuildStage {
    steps = List.copyOf(steps);
  }

  /** A step of a pipeline. */
  public record BuildStep(String name, String status, int exitCode, String error) {}

  /** Whether nothing will change any more. */
  public boolean finished() {
    return switch (status) {
      case "success", "failure", "error", "killed", "skipped", "declined" -> true;
      default -> false;
    };
  }
}
