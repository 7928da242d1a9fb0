package dev.giteadrone.run;

import dev.giteadrone.io.git.GitStatus;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Pace;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Connects a run with the servers, the files and the deploy command. */
public interface Connections {

  /**
   * Connects to the servers of {@code desired}; sends nothing yet.
   *
   * @param timeline records requests and child processes
   * @param deadline when the run must end
   */
  Gateways open(
      Desired desired, RunOptions options, Timeline timeline, Supplier<Deadline> deadline);

  /** What the operator should know of the settings of the connections, before anything is sent. */
  default List<String> warnings(Desired desired, RunOptions options) {
    return List.of();
  }

  /** The time limits of waits. */
  default Pace pace() {
    return Pace.DEFAULT;
  }

  /** A lock that is held until it is closed. */
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Prevents other runs of the same configuration, or with the same secrets files.
   *
   * @param command shown to those who wait meanwhile
   */
  default Held lock(Desired desired, String command, Deadline deadline, Poller poller) {
    return () -> {};
  }

  /** The reasons against a deploy from here. */
  default List<Refusal> deployRefusals(
      Desired desired, RunOptions options, Timeline timeline, Deadline deadline) {
    return List.of();
  }

  /** The state of the secrets files in git. */
  default GitStatus git(Desired desired, Timeline timeline, Deadline deadline) {
    return new GitStatus(Map.of(), Optional.empty());
  }
}
