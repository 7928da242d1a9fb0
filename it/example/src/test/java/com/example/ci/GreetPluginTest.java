package com.example.ci;

import static dev.giteadrone.testing.GiteaDroneAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.testing.GiteaDroneServers;
import dev.giteadrone.testing.TestBuild;
import dev.giteadrone.testing.TestCommit;
import dev.giteadrone.testing.WithGiteaDrone;
import org.junit.jupiter.api.Test;

/** A small Drone plugin: a script that reads its settings as Drone gives them. */
@WithGiteaDrone
class GreetPluginTest {
  private static final String PLUGIN =
      """
      #!/bin/sh
      [ -n "$PLUGIN_NAME" ] || { echo "greet: set name in the settings"; exit 2; }
      echo "Hello, $PLUGIN_NAME, from build $DRONE_BUILD_NUMBER of $DRONE_REPO"
      """;

  @Test
  void greetsByName(GiteaDroneServers servers) {
    TestCommit commit =
        servers
            .createRepository("greets-by-name")
            .file("greet.sh", PLUGIN)
            .file(".drone.yml", pipeline("PLUGIN_NAME: Ada"))
            .push();

    TestBuild build = servers.awaitBuild(commit);

    assertThat(build).succeeded().ranOn("exec");
    assertThat(build.step("greet").log()).contains("Hello, Ada, from build 1 of ");
  }

  @Test
  void asksForItsSetting(GiteaDroneServers servers) {
    TestCommit commit =
        servers
            .createRepository("asks-for-its-setting")
            .file("greet.sh", PLUGIN)
            .file(".drone.yml", pipeline("OTHER: value"))
            .push();

    TestBuild build = servers.awaitBuild(commit);

    assertThat(build).failed();
    assertThat(build.step("greet").exitCode()).isEqualTo(2);
    assertThat(build.step("greet").log()).contains("set name in the settings");
  }

  private static String pipeline(String setting) {
    return """
    kind: pipeline
    type: exec
    name: default
    steps:
      - name: greet
        environment: { %s }
        commands: [sh ./greet.sh]
    """
        .formatted(setting);
  }
}
