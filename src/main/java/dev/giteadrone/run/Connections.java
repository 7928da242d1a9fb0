package dev.giteadrone.run;

import dev.giteadrone.io.GitStatus;
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

/** Connects a run with the world outside. */
public interface Connections {

  /**
   * Connects to what {@code desired} names; sends nothing yet.
   *
   * @param timeline records requests and children
   * @param deadline when the run must end
   */
  Gateways open(
      Desired desired, RunOptions options, Timeline timeline, Supplier<Deadline> deadline);

  /** How long is waited for what. */
  default Pace pace() {
    return Pace.DEFAULT;
  }

  /** A lock that is held until it is closed. */
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Keeps other runs of the same configuration out.
   *
   * @param command for those who wait meanwhile
   */
  default Held lock(Desired desired, String command, Deadline deadline, Poller poller) {
    return () -> {};
  }

  /** Why nothing should be deployed from here, as things are. */
  default List<Refusal> deployRefusals(Desired desired, Timeline timeline, Deadline deadline) {
    return List.of();
  }

  /** What git thinks of the secrets files. */
  default GitStatus git(Desired desired, Timeline timeline, Deadline deadline) {
    return new GitStatus(Map.of(), Optional.empty());
  }
}
