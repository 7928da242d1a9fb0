package dev.giteadrone.sandbox;

import dev.giteadrone.sandbox.server.Edition;
import dev.giteadrone.sandbox.server.RunnerFact;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What runs where.
 *
 * @param giteaVersion empty if Gitea does not run
 * @param droneVersion empty if the first Drone does not run
 * @param docker where containers run, or why they cannot
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
    Duration took) {}
