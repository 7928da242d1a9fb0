package dev.giteadrone.testing.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ContainerSettingsTest {
  private static final URI GITEA = URI.create("http://172.18.0.1:20001");
  private static final URI DRONE = URI.create("http://172.18.0.1:20002");
  private static final Map<Variable, Secret> SECRETS =
      Map.of(
          Variable.DRONE_GITEA_CLIENT_ID, Secret.of("id"),
          Variable.DRONE_GITEA_CLIENT_SECRET, Secret.of("client"),
          Variable.DRONE_RPC_SECRET, Secret.of("rpc"));

  @Test
  void giteaHasTheUrlOfAllSidesAndAcceptsItsFirstUser() {
    assertThat(ContainerSettings.gitea(GITEA))
        .containsEntry("GITEA__server__ROOT_URL", "http://172.18.0.1:20001/")
        .containsEntry("GITEA__service__DISABLE_REGISTRATION", "false")
        .containsEntry("GITEA__security__INSTALL_LOCK", "true");
  }

  @Test
  void droneHasTheSameUrlsAndAllSecrets() {
    assertThat(ContainerSettings.drone(DRONE, GITEA, "me", SECRETS))
        .containsEntry("DRONE_GITEA_SERVER", "http://172.18.0.1:20001")
        .containsEntry("DRONE_SERVER_HOST", "172.18.0.1:20002")
        .containsEntry("DRONE_SERVER_PROTO", "http")
        .containsEntry("DRONE_USER_CREATE", "username:me,admin:true")
        .containsEntry("DRONE_GITEA_CLIENT_ID", "id")
        .containsEntry("DRONE_GITEA_CLIENT_SECRET", "client")
        .containsEntry("DRONE_RPC_SECRET", "rpc");
  }

  @Test
  void theRunnerHasTheRpcSecretAlone() {
    assertThat(ContainerSettings.runner(DRONE, "net", Optional.of("local/git:1"), SECRETS))
        .containsEntry("DRONE_RPC_HOST", "172.18.0.1:20002")
        .containsEntry("DRONE_RPC_SECRET", "rpc")
        .containsEntry("DRONE_RUNNER_NETWORKS", "net")
        .containsEntry("DRONE_RUNNER_CLONE_IMAGE", "local/git:1")
        .doesNotContainKeys("DRONE_GITEA_CLIENT_ID", "DRONE_GITEA_CLIENT_SECRET");
    assertThat(ContainerSettings.runner(DRONE, "net", Optional.empty(), SECRETS))
        .doesNotContainKey("DRONE_RUNNER_CLONE_IMAGE");
  }
}
