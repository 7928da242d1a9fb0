package dev.giteadrone.testing.internal;

import dev.giteadrone.sandbox.Snapshot;
import dev.giteadrone.sandbox.process.TcpRelay;
import dev.giteadrone.sandbox.server.LogLines;
import java.util.List;
import java.util.Optional;

/** Controls the processes of the servers behind a handle. */
public interface ServerControl extends AutoCloseable {
  /** The names of the parts, such as {@code gitea} and {@code runner-exec}. */
  List<String> parts();

  /** Starts a part and waits for it. */
  void start(String part);

  /** Stops a part. */
  void stop(String part);

  /** Saves the state of all servers. */
  Snapshot snapshot();

  /** Restores a saved state. */
  void restore(Snapshot snapshot);

  /** The end of a part's log, without secrets; empty if it cannot be read. */
  String log(String part);

  /**
   * The last lines of a part's log that are not for debugging, in readable form, for the message of
   * a failed wait; empty if it cannot be read.
   */
  default String importantLog(String part) {
    return LogLines.important(log(part).lines().toList());
  }

  /** What a verification finds now, a line for each check; empty if it cannot be made. */
  String report();

  /** The relay in front of a part. */
  Optional<TcpRelay> relay(String part);

  /** Stops the servers that were started for the handle. */
  @Override
  void close();
}
