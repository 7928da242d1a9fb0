package dev.giteadrone.testing.internal;

import dev.giteadrone.RunnerKind;
import java.util.Collection;
import java.util.Optional;

/** Servers that go on when the JVM ends, each under a name. */
public interface KeptServers {
  /** Those of this user. */
  static KeptServers ofEnvironment() {
    return new NotAvailable();
  }

  /** Servers that run under this name; empty if there are none. */
  Optional<StartedSandbox> find(String name);

  /**
   * Starts servers under a name.
   *
   * @param profile the name of a profile of the sandbox
   */
  StartedSandbox start(String name, Collection<RunnerKind> runners, String profile);

  /** What there is until servers can be kept. */
  record NotAvailable() implements KeptServers {
    @Override
    public Optional<StartedSandbox> find(String name) {
      return Optional.empty();
    }

    @Override
    public StartedSandbox start(String name, Collection<RunnerKind> runners, String profile) {
      throw new UnsupportedOperationException(
          "servers cannot be kept over test runs yet: use shared instead of reuse");
    }
  }
}
