package dev.giteadrone.testing;

import dev.giteadrone.RunnerKind;
import dev.giteadrone.testing.internal.StartedSandbox;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Describes servers of the test's own. */
public final class ServersBuilder {
  /** How long a wait takes at most where nothing else is said. */
  static final Duration LIMIT = Duration.ofMinutes(2);

  private Set<RunnerKind> runners = EnumSet.of(RunnerKind.EXEC);
  private HostProfile profile = HostProfile.PLAIN;
  private boolean relay;
  private boolean buildMissing;
  private Duration limit = LIMIT;

  ServersBuilder() {}

  /** Which runners there are; the exec runner if not set. The docker runner needs Docker. */
  public ServersBuilder runners(RunnerKind... kinds) {
    this.runners = EnumSet.noneOf(RunnerKind.class);
    this.runners.addAll(Set.of(kinds));
    return this;
  }

  /** What kind of host it is; {@link HostProfile#PLAIN} if not set. */
  public ServersBuilder profile(HostProfile kind) {
    this.profile = kind;
    return this;
  }

  /** Whether a relay stands in front of both servers, for {@link GiteaDroneServers#network}. */
  public ServersBuilder relay(boolean wanted) {
    this.relay = wanted;
    return this;
  }

  /** How long each wait takes at most that has no limit of its own; two minutes if not set. */
  public ServersBuilder waitLimit(Duration duration) {
    this.limit = duration;
    return this;
  }

  /**
   * Builds the programs that are missing, which takes some ten minutes the first time and needs Go.
   * If not set, missing programs are an error that says how to build them.
   */
  public ServersBuilder buildMissing() {
    this.buildMissing = true;
    return this;
  }

  /**
   * Starts the servers and waits until they work together.
   *
   * @throws dev.giteadrone.errors.ConfigurationException before anything is started, if something
   *     is missing on this machine
   * @throws dev.giteadrone.errors.GiteaDroneException if a server does not get ready, with the end
   *     of its log; what was started is stopped again
   */
  public GiteaDroneServers start() {
    return startHandle();
  }

  ServersHandle startHandle() {
    return handle(StartedSandbox.start(runners, profile.name(), relay, buildMissing));
  }

  /** A handle on servers that run already, and that end with it. */
  ServersHandle handle(StartedSandbox started) {
    try {
      return new ServersHandle(
          started.endpoints(),
          started.control(),
          started.mark(),
          limit,
          started.username(),
          started.password(),
          started.droneToken());
    } catch (RuntimeException e) {
      started.control().close();
      throw e;
    }
  }
}
