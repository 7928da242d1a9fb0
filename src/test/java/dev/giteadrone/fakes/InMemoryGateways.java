package dev.giteadrone.fakes;

import dev.giteadrone.drone.Drone;
import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.gitea.GiteaCli;
import dev.giteadrone.model.secret.SecondFactor;
import dev.giteadrone.reconcile.Gateways;
import java.util.Optional;

/** All that a run works on, over servers and files in memory. */
public final class InMemoryGateways {
  private InMemoryGateways() {}

  /** Servers and files of {@code world}. */
  public static Gateways of(InMemoryServers world) {
    return of(world, new FakeGiteaCli(world));
  }

  /** The same with somebody who can be asked for a code of the second factor. */
  public static Gateways asking(InMemoryServers world, SecondFactor codes) {
    Gateways usual = of(world);
    return new Gateways(
        usual.gitea(),
        usual.cli(),
        usual.drone(),
        usual.host(),
        usual.runner(),
        usual.admin(),
        usual.deployer(),
        codes);
  }

  /** The same with another command line of Gitea. */
  public static Gateways of(InMemoryServers world, GiteaCli cli) {
    return of(world, new FakeGitea(world), Optional.of(cli), new FakeDrone(world));
  }

  /** Other servers, and the files of {@code world}. */
  public static Gateways of(
      InMemoryServers world, Gitea gitea, Optional<GiteaCli> cli, Drone drone) {
    return new Gateways(
        gitea,
        cli,
        drone,
        FakeFiles.host(world),
        Optional.empty(),
        FakeFiles.admin(world),
        FakeFiles.deployer(world));
  }
}
