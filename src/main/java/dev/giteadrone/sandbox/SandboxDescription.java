package dev.giteadrone.sandbox;

import dev.giteadrone.sandbox.process.Startable;
import dev.giteadrone.sandbox.server.Edition;
import dev.giteadrone.sandbox.server.RunnerFact;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The parts and addresses of a sandbox.
 *
 * @param giteaVersion empty if Gitea does not run
 * @param droneVersion empty if the first Drone does not run
 * @param docker where containers run, or why they cannot run
 * @param took how long the start took
 */
public record SandboxDescription(
    URI gitea,
    String giteaVersion,
    List<URI> drones,
    String droneVersion,
    Edition edition,
    List<RunnerFact> runners,
    String docker,
    Path folder,
    Path logs,
    Duration took) {
  static SandboxDescription of(
      SandboxParts parts, ServerLifecycle lifecycle, Edition edition, Duration took) {
    List<RunnerFact> runners =
        parts.hosts().stream()
            .flatMap(host -> host.runners().values().stream())
            .map(r ->
                new RunnerFact(r.type(), r.machine(), r.standIn(), lifecycle.isRunning(r.part())))
            .toList();
    return new SandboxDescription(
        parts.gitea().url(),
        version(parts.giteaProcess(), lifecycle),
        parts.hosts().stream().map(host -> host.drone().url()).toList(),
        version(parts.hosts().getFirst().process(), lifecycle),
        edition,
        runners,
        parts.dockerNote(),
        parts.folder().root(),
        parts.folder().logs(),
        took);
  }

  private static String version(Startable part, ServerLifecycle lifecycle) {
    return lifecycle.isRunning(part) ? part.look().value().orElse("") : "";
  }
}
