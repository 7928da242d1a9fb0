package com.example.ci;

import dev.giteadrone.testing.GiteaDroneServers;
import dev.giteadrone.testing.TestBuild;
import dev.giteadrone.testing.containers.GiteaDroneContainers;

/** Servers from images of a registry. It is compiled but not run, because the tests have none. */
final class FromImages {
  private FromImages() {}

  static TestBuild build(String pipeline) {
    try (GiteaDroneContainers containers =
        GiteaDroneContainers.builder()
            .giteaImage("registry.example/gitea:1.26")
            .droneImage("registry.example/drone:2")
            .runnerImage("registry.example/drone-runner-docker:1")
            .start()) {
      GiteaDroneServers servers = containers.servers();
      return servers.awaitBuild(
          servers.createRepository("demo").file(".drone.yml", pipeline).push());
    }
  }
}
