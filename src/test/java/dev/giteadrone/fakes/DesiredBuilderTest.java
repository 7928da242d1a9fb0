package dev.giteadrone.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.CanaryTarget;
import dev.giteadrone.model.desired.DeployTarget;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.DroneTarget;
import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.desired.GiteaTarget;
import dev.giteadrone.model.desired.HostKey;
import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.desired.SecretsLayout;
import dev.giteadrone.model.desired.SecretsTarget;
import dev.giteadrone.model.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a test does not set stays as it was. */
final class DesiredBuilderTest {
  private static final Endpoint GITEA = new Endpoint("git.example.org", 443);

  /** No field has the value that a shorter constructor would give it. */
  private static final Desired FULL =
      new Desired(
          Path.of("/elsewhere/gitea-drone.yaml"),
          new GiteaTarget(
              URI.create("https://git.example.org"),
              "boss",
              "boss@example.org",
              AdminCreation.CLI,
              List.of("ssh", "host"),
              Optional.of(Secret.of("gitea-token"))),
          new DroneTarget(
              URI.create("https://drone.example.org"),
              Set.of(RunnerType.EXEC),
              "Drone",
              Optional.of(Secret.of("drone-token"))),
          new SecretsTarget(
              new SecretsTarget.Location(Path.of("/a.yaml"), new SecretsLayout.DotenvKey("d")),
              Path.of("/b.yaml"),
              Optional.of(
                  new SecretsTarget.Location(Path.of("/c.yaml"), new SecretsLayout.DotenvKey("r"))),
              new HostKey.Nothing()),
          new DeployTarget(
              List.of("deploy"),
              List.of("build"),
              List.of("restart"),
              Path.of("/elsewhere"),
              Duration.ofMinutes(7)),
          new CanaryTarget("canary", "alpine", true, "always", "arm64"),
          new NetworkOptions(
              Map.of(),
              Map.of(GITEA, new Endpoint("10.0.0.5", 443)),
              Map.of("X-Team", Secret.of("ci")),
              Set.of(GITEA),
              Set.of("TEAM"),
              Optional.empty(),
              Optional.of(Path.of("/ca.crt"))));

  @Test
  void nothingSetIsNothingChanged() {
    assertThat(DesiredBuilder.of(FULL).build()).isEqualTo(FULL);
  }

  @Test
  void aHostWithoutADeployKeepsItsWayToTheServers() {
    Desired byHand = TestConfig.withoutDeploy(FULL);

    assertThat(byHand.deploy().command()).isEmpty();
    assertThat(byHand.deploy().prepare()).isEmpty();
    assertThat(byHand.deploy().restart()).isEmpty();
    assertThat(byHand.reach()).isEqualTo(FULL.reach());
    assertThat(DesiredBuilder.of(byHand).deploy(FULL.deploy()).build()).isEqualTo(FULL);
  }

  @Test
  void aDroneAtAnotherAddressKeepsItsWayToTheServers() {
    Desired moved = TestConfig.at(FULL, "https://ci.example.org");

    assertThat(moved.drone().redirectUri()).isEqualTo("https://ci.example.org/login");
    assertThat(DesiredBuilder.of(moved).droneUrl(FULL.drone().url()).build()).isEqualTo(FULL);
  }
}
