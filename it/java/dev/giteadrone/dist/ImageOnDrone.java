package dev.giteadrone.dist;

import dev.giteadrone.RunnerKind;
import dev.giteadrone.testing.GiteaDroneServers;
import dev.giteadrone.testing.TestBuild;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Loads the container image of {@code scripts/dist} and runs it as a step of a real Drone. */
public final class ImageOnDrone {
  private static final String PIPELINE =
      """
      kind: pipeline
      type: docker
      name: default
      clone: { disable: true }
      steps:
        - name: run
          image: IMAGE
          pull: never
          commands:
            - echo "user $(id -u) in $PWD"
            - gitea-drone version
            - JDK_JAVA_OPTIONS=-XX:AOTMode=on gitea-drone --version
            - gitea-drone explain webhook.delivered
            - sops --version --disable-version-check
            - age --version
            - git --version
            - ssh -V
            - test -s /etc/ssl/certs/ca-certificates.crt && echo has authorities
      """;

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private ImageOnDrone() {}

  /** Takes the archive, the name of the image in it, and the version. */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (GiteaDroneServers servers =
        GiteaDroneServers.builder().runners(RunnerKind.DOCKER).start()) {
      docker("load", "--input", args[0]);
      TestBuild build =
          servers
              .createRepository("image")
              .file(".drone.yml", PIPELINE.replace("IMAGE", args[1]))
              .push()
              .awaitBuild(LIMIT);
      String log = build.step("run").log();
      System.out.println(log);
      docker("rmi", "--force", args[1]); // The daemon may be that of the machine.
      List<String> missing =
          Stream.of(
                  "user 0 in /drone/src",
                  "gitea-drone " + args[2],
                  "/usr/lib/gitea-drone/runtime",
                  "/usr/local/bin/sops",
                  "push to the canary",
                  "git version ",
                  "OpenSSH",
                  "has authorities")
              .filter(text -> !log.contains(text))
              .toList();
      if (!build.status().equals("success") || !missing.isEmpty()) {
        System.err.println(build + ", not in its log: " + missing);
        System.exit(1);
      }
    }
  }

  private static void docker(String... arguments) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of("docker"));
    argv.addAll(List.of(arguments));
    ProcessBuilder docker = new ProcessBuilder(argv).inheritIO();
    daemon().ifPresent(socket -> docker.environment().put("DOCKER_HOST", socket));
    int code = docker.start().waitFor();
    if (code != 0) {
      throw new IOException("docker " + arguments[0] + " ended with exit code " + code);
    }
  }

  /** The daemon that the servers have started; empty if they use that of the machine. */
  private static Optional<String> daemon() {
    List<String> sockets = new ArrayList<>();
    ProcessHandle.current()
        .descendants()
        .flatMap(process -> process.info().arguments().stream().flatMap(Arrays::stream))
        .filter(argument -> argument.contains("unix://"))
        .map(argument -> argument.substring(argument.indexOf("unix://")))
        .forEach(sockets::add);
    return sockets.stream().findFirst();
  }
}
