package dev.giteadrone.sandbox.process;

import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A part of the sandbox that can be started and stopped several times. */
public interface Startable {
  /** A short and unique name, such as {@code gitea}. */
  String name();

  /** The parts that must be ready before this one can start. */
  List<Startable> dependencies();

  /**
   * Starts the part, without waiting until it is ready. Must not be called again before {@link
   * #stop}.
   *
   * @throws dev.giteadrone.model.result.Failure if it cannot be started
   */
  void start(Deadline deadline);

  /**
   * Checks once whether it is ready; done has a short fact about it, such as its version.
   *
   * @throws dev.giteadrone.model.result.Failure if it will never be ready
   */
  Poller.Poll<String> look();

  /** How long it may take until it is ready. */
  Duration limit();

  /** Stops the part and returns when it has ended; does nothing if it does not run. */
  void stop();

  /** Like {@link #stop}, but the part cannot save what it has in memory. */
  default void kill() {
    stop();
  }

  /** The end of its log, without secrets; empty if it has no log. */
  default Optional<LogTail> log() {
    return Optional.empty();
  }
}
