package dev.giteadrone.testing.internal;

import dev.giteadrone.sandbox.Snapshot;
import dev.giteadrone.sandbox.process.TcpRelay;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The control of servers that somebody else runs: it refuses to stop, start or restore anything.
 */
public final class AttachedControl implements ServerControl {
  private final List<String> parts;
  private final UnaryOperator<String> log;
  private final UnaryOperator<String> importantLog;

  /** Creates the control of servers whose logs cannot be read. */
  public AttachedControl() {
    this(List.of(), part -> "", part -> "");
  }

  /**
   * Creates the control of servers whose logs can be read.
   *
   * @param log returns the end of a part's log, without secrets
   * @param importantLog returns its last lines that are not for debugging
   */
  AttachedControl(
      List<String> parts, UnaryOperator<String> log, UnaryOperator<String> importantLog) {
    this.importantLog = importantLog;
    this.parts = List.copyOf(parts);
    this.log = log;
  }

  @Override
  public List<String> parts() {
    return parts;
  }

  @Override
  public void start(String part) {
    throw refused("start " + part);
  }

  @Override
  public void stop(String part) {
    throw refused("stop " + part);
  }

  @Override
  public Snapshot snapshot() {
    throw refused("keep their state");
  }

  @Override
  public void restore(Snapshot snapshot) {
    throw refused("restore their state");
  }

  @Override
  public String log(String part) {
    return log.apply(part);
  }

  @Override
  public String importantLog(String part) {
    return importantLog.apply(part);
  }

  @Override
  public String report() {
    return "";
  }

  @Override
  public Optional<TcpRelay> relay(String part) {
    throw refused("disturb their connections");
  }

  @Override
  public void close() {
    // The servers keep running.
  }

  private static UnsupportedOperationException refused(String what) {
    return new UnsupportedOperationException(
        "somebody else runs these servers, so a test cannot "
            + what
            + ": use GiteaDroneServers.builder() for servers of its own");
  }
}
