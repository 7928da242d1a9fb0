package dev.giteadrone.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A build as Drone returned it at one moment.
 *
 * @param repository owner and name, such as {@code me/demo}
 * @param number counted from 1 in each repository
 * @param status such as {@code success}, {@code failure}, {@code error} or {@code running}
 * @param error why it could not be run, such as a mistake in the pipeline; usually empty
 * @param event such as {@code push}, {@code promote}, {@code cron} or {@code custom}
 * @param commit the commit's id
 * @param target the target of a promotion; empty for others
 * @param started when it began; empty if it has not
 * @param finished when it ended; empty if it has not
 * @param stages its pipelines
 */
public record TestBuild(
    String repository,
    long number,
    String status,
    String error,
    String event,
    String commit,
    String target,
    Optional<Instant> started,
    Optional<Instant> finished,
    List<Stage> stages) {
  /** Copies the list. */
  public TestBuild {
    stages = List.copyOf(stages);
  }

  /**
   * A pipeline of a build.
   *
   * @param type such as {@code docker} or {@code exec}
   * @param machine the runner that took it; empty if none did
   * @param error why it could not be run; usually empty
   */
  public record Stage(
      String name,
      String type,
      String status,
      String machine,
      String error,
      Optional<Instant> started,
      Optional<Instant> stopped,
      List<Step> steps) {
    /** Copies the list. */
    public Stage {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A step of a pipeline.
   *
   * @param exitCode 0 also if it was not run
   * @param error why it could not be run; usually empty
   * @param log everything that it printed, once it has ended; the runner masks secrets of the
   *     repository
   */
  public record Step(
      String name,
      String status,
      int exitCode,
      String error,
      String log,
      Optional<Instant> started,
      Optional<Instant> stopped) {}

  /** Whether it has ended, with any status. */
  public boolean ended() {
    return switch (status) {
      case "success", "failure", "error", "killed", "skipped", "declined" -> true;
      default -> false;
    };
  }

  /** How long it took, in whole seconds as Drone counts; zero if it has not ended. */
  public Duration took() {
    return started.isPresent() && finished.isPresent()
        ? Duration.between(started.get(), finished.get())
        : Duration.ZERO;
  }

  /** The steps of all stages. */
  public List<Step> steps() {
    return stages.stream().flatMap(stage -> stage.steps().stream()).toList();
  }

  /**
   * The first step of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Step step(String name) {
    return steps().stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "build "
                    + number
                    + " has no step "
                    + name
                    + ", but "
                    + steps().stream().map(Step::name).toList()));
  }

  /** The logs of all steps, one after the other. */
  public String log() {
    StringBuilder all = new StringBuilder();
    steps().forEach(step -> all.append(step.log()));
    return all.toString();
  }
}
