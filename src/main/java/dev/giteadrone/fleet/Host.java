package dev.giteadrone.fleet;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.result.Failure;
import java.util.Optional;

/**
 * One of many hosts.
 *
 * @param file its configuration file
 * @param desired what is in it; empty if it cannot be read
 * @param refusal why this host is not touched; empty if it can be
 */
public record Host(HostFile file, Optional<Desired> desired, Optional<Failure> refusal) {
  static Host ready(HostFile file, Desired desired) {
    return new Host(file, Optional.of(desired), Optional.empty());
  }

  static Host unreadable(HostFile file, Failure why) {
    return new Host(file, Optional.empty(), Optional.of(why));
  }

  Host refused(Failure why) {
    return new Host(file, desired, Optional.of(why));
  }

  /** Its name. */
  public String name() {
    return file.name();
  }

  /** What is wanted; only of a host that is not refused. */
  public Desired wanted() {
    return desired.orElseThrow();
  }
}
