package dev.giteadrone.fakes;

import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.CanaryTarget;
import dev.giteadrone.model.desired.DeployTarget;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.DroneTarget;
import dev.giteadrone.model.desired.GiteaTarget;
import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.desired.SecretsLayout;
import dev.giteadrone.model.desired.SecretsTarget;
import dev.giteadrone.model.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an operator of a {@link InMemoryServers} wants. */
public final class TestConfig {
  private TestConfig() {}

  /** A complete configuration whose administrator signs up. */
  public static Desired desired() {
    return desired(AdminCreation.AUTO, Optional.empty());
  }

  /**
   * A complete configuration.
   *
   * @param way the way to the administrator
   * @param givenToken what {@code GITEA_TOKEN} holds
   */
  public static Desired desired(AdminCreation way, Optional<Secret> givenToken) {
    return new Desired(
        Path.of("/host/gitea-drone.yaml"),
        new GiteaTarget(
            URI.create(InMemoryServers.GITEA),
            "my-admin",
            "me@example.org",
            way,
            way == AdminCreation.CLI ? List.of("gitea") : List.of(),
            givenToken),
        new DroneTarget(
            URI.create(InMemoryServers.DRONE),
            Set.of(RunnerType.DOCKER, RunnerType.EXEC),
            "Drone (127.0.0.1:3030)",
            Optional.empty()),
        new SecretsTarget(
            new SecretsTarget.Location(
                Path.of("/host/.secrets/drone.yaml"), new SecretsLayout.DotenvKey("drone")),
            Path.of("/host/.secrets/gitea-admin.yaml"),
            Optional.empty()),
        new DeployTarget(List.of("deploy"), Path.of("/host"), Duration.ofMinutes(1)),
        new CanaryTarget("gitea-drone-canary", "busybox", false, "never"),
        NetworkOptions.STRAIGHT);
  }

  /** The same with something to run before each deploy, and something after it. */
  public static Desired withPrepareAndRestart(Desired desired) {
    return DesiredBuilder.of(desired)
        .deploy(
            new DeployTarget(
                desired.deploy().command(),
                List.of("nix", "build"),
                List.of("restart"),
                desired.deploy().directory(),
                desired.deploy().timeout()))
        .build();
  }

  /** The same without a deploy command. */
  public static Desired withoutDeploy(Desired desired) {
    return DesiredBuilder.of(desired).withoutDeploy().build();
  }

  /** The same with Drone at another address. */
  public static Desired at(Desired desired, String drone) {
    return DesiredBuilder.of(desired).droneUrl(URI.create(drone)).build();
  }
}
