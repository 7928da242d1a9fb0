package dev.giteadrone.testing;

import dev.giteadrone.RunnerKind;
import dev.giteadrone.testing.internal.Arguments;
import dev.giteadrone.testing.internal.StartedSandbox;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes servers for this test only. */
public final class ServersBuilder {
  /** The time limit of waits without their own limit. */
  static final Duration LIMIT = Duration.ofMinutes(2);

  private Set<RunnerKind> runners = EnumSet.of(RunnerKind.EXEC);
  private HostProfile profile = HostProfile.PLAIN;
  private boolean relay;
  private boolean buildMissing;
  private @Nullable Integer giteaPort;
  private @Nullable Integer dronePort;
  private Duration limit = LIMIT;

  ServersBuilder() {}

  /**
   * The runners; the exec runner if not set. The docker runner needs Docker.
   *
   * @throws IllegalArgumentException if none is given
   */
  public ServersBuilder runners(RunnerKind... kinds) {
    if (kinds.length == 0) {
      throw new IllegalArgumentException(
          "runners(kinds): there is no runner; name one, such as RunnerKind.EXEC");
    }
    this.runners = EnumSet.copyOf(List.of(kinds));
    return this;
  }

  /** The kind of host; {@link HostProfile#PLAIN} if not set. */
  public ServersBuilder profile(HostProfile kind) {
    this.profile = kind;
    return this;
  }

  /** Whether both servers are behind a relay, which {@link GiteaDroneServers#network} needs. */
  public ServersBuilder relay(boolean wanted) {
    this.relay = wanted;
    return this;
  }

  /**
   * The ports of Gitea and Drone; free ones if not set. If a program listens there already, the
   * start fails before anything runs.
   *
   * @throws IllegalArgumentException if they are the same, or not from 1024 to 65535
   */
  public ServersBuilder ports(int gitea, int drone) {
    this.giteaPort = Arguments.port("ports(gitea, …)", gitea);
    this.dronePort = Arguments.port("ports(…, drone)", drone);
    if (gitea == drone) {
      throw new IllegalArgumentException(
          "ports(" + gitea + ", " + drone + "): both are the same; give two different ones");
    }
    return this;
  }

  /** The time limit of waits without their own limit; two minutes if not set. */
  public ServersBuilder waitLimit(Duration duration) {
    this.limit = Arguments.limit("waitLimit(duration)", duration);
    return this;
  }

  /**
   * Builds the programs that are missing. That takes about ten minutes the first time and needs Go.
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
   * @throws dev.giteadrone.errors.GiteaDroneException if a server does not become ready, with the
   *     end of its log; the parts that were started are stopped again
   */
  public GiteaDroneServers start() {
    return startHandle();
  }

  ServersHandle startHandle() {
    return handle(
        StartedSandbox.start(runners, profile.name(), relay, buildMissing, giteaPort, dronePort));
  }

  /** A handle on servers that run already. Closing the handle stops them. */
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
