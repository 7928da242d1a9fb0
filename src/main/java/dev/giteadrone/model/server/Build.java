package dev.giteadrone.model.server;

import java.util.List;
import java.util.Optional;

/**
 * A build of Drone.
 *
 * @param status one of Drone's: pending running success failure error killed skipped blocked
 *     declined waiting_on_dependencies
 * @param commit the commit it builds
 */
public record Build(long number, String status, String commit, List<BuildStage> stages) {
  /** Copies the list. */
  public Build {
    stages = List.copyOf(stages);
  }

  /** The stage of this pipeline name. */
  public Optional<BuildStage> stage(String name) {
    return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
  }
}
