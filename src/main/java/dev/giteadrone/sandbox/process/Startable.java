package dev.giteadrone.sandbox.process;

import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A part of the sandbox that can be started, and stopped, more than once. */
public interface Startable {
  /** Short and unique, such as {@code gitea}. */
  String name();

  /** What must be ready before this can start. */
  List<Startable> dependencies();

  /**
   * Starts without waiting until it is ready. Not called again before {@link #stop}.
   *
   * @throws dev.giteadrone.model.result.Failure if it cannot be started
   */
  void start(Deadline deadline);

  /**
   * One look at whether it is ready; done carries a short fact about it, such as its version.
   *
   * @throws dev.giteadrone.model.result.Failure if it will never be
   */
  Poller.Poll<String> look();

  /** How long it may take until it is ready. */
  Duration limit();

  /** Stops it and returns when it is gone; does nothing if it does not run. */
  void stop();

  /** Like {@link #stop}, without any chance to save what it has in memory. */
  default void kill() {
    stop();
  }

  /** The end of what it said, made safe to show; empty if it keeps no log. */
  default Optional<LogTail> log() {
    return Optional.empty();
  }
}
