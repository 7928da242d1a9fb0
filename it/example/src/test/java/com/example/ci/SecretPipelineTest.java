package com.example.ci;

import static dev.giteadrone.testing.GiteaDroneAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.testing.GiteaDroneServers;
import dev.giteadrone.testing.TestBuild;
import dev.giteadrone.testing.TestUser;
import dev.giteadrone.testing.WithGiteaDrone;
import org.junit.jupiter.api.Test;

/** A pipeline that needs a secret, in the repository of a user of its own. */
@WithGiteaDrone
class SecretPipelineTest {
  @Test
  void theSecretReachesTheStepAndStaysOutOfTheLog(GiteaDroneServers servers) {
    TestUser ada = servers.createUser("ada");
    TestBuild build =
        servers.awaitBuild(
            servers
                .createRepository("deploys")
                .owner(ada)
                .secret("deploy_key", "correct-horse-battery")
                .file(
                    ".drone.yml",
                    """
                    kind: pipeline
                    type: exec
                    name: default
                    steps:
                      - name: deploy
                        environment:
                          KEY: { from_secret: deploy_key }
                        commands: ['test "$KEY" = correct-horse-battery', 'echo "key $KEY"']
                    """)
                .push());

    assertThat(build).succeeded();
    assertThat(build.step("deploy").log()).contains("key ").doesNotContain("correct-horse-battery\n");
  }
}
