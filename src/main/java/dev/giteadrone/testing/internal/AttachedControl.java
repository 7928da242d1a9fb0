package dev.giteadrone.testing.internal;

import dev.giteadrone.sandbox.Snapshot;
import dev.giteadrone.sandbox.process.TcpRelay;
import java.util.List;
import java.util.Optional;

/** No power: somebody else runs the servers. */
public final class AttachedControl implements ServerControl {
  /** Nothing to take over. */
  public AttachedControl() {}

  @Override
  public List<String> parts() {
    return List.of();
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
    return "";
  }

  @Override
  public Optional<TcpRelay> relay(String part) {
    throw refused("disturb their connections");
  }

  @Override
  public void close() {
    // They run on.
  }

  private static UnsupportedOperationException refused(String what) {
    return new UnsupportedOperationException(
        "somebody else runs these servers, so a test cannot "
            + what
            + ": use GiteaDroneServers.builder() for servers of its own");
  }
}
