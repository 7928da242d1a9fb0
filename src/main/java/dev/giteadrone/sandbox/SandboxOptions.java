package dev.giteadrone.sandbox;

import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.sandbox.server.Edition;
import dev.giteadrone.sandbox.server.FixedPorts;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a sandbox.
 *
 * @param folder where all files are, empty or not existing yet; it stays after the end. If no
 *     folder is given, a temporary one is used and deleted at the end
 * @param runners the wanted runners of each Drone
 * @param admin the Gitea user whom Drone makes its administrator
 * @param registrationOpen whether people may sign up in Gitea
 * @param edition of the Drone server
 * @param drones the number of Drones that share the one Gitea
 * @param startRunners whether runners start as soon as a deploy has brought the RPC secret
 * @param secrets plain YAML text for {@code .secrets/drone.yaml}, encrypted and deployed before the
 *     start; if empty, the host is blank
 * @param profile the kind of host
 * @param ports the public ports of Gitea and the first Drone; empty ones are chosen
 * @param relay whether Gitea and each Drone are behind a relay that can disturb the connections
 */
public record SandboxOptions(
    Optional<Path> folder,
    Set<RunnerType> runners,
    String admin,
    boolean registrationOpen,
    Edition edition,
    int drones,
    boolean startRunners,
    Optional<String> secrets,
    Profile profile,
    FixedPorts ports,
    boolean relay) {
  /** Copies the set. */
  public SandboxOptions {
    runners = Set.copyOf(runners);
  }

  /** A blank host with both runners in a temporary folder; people may sign up. */
  public static SandboxOptions blank() {
    return new SandboxOptions(
        Optional.empty(),
        EnumSet.allOf(RunnerType.class),
        "sandbox-admin",
        true,
        Edition.ENTERPRISE,
        1,
        true,
        Optional.empty(),
        Profile.PLAIN,
        FixedPorts.NONE,
        false);
  }

  /** A copy in {@code folder}. */
  public SandboxOptions in(Path folder) {
    return new SandboxOptions(
        Optional.of(folder),
        runners,
        admin,
        registrationOpen,
        edition,
        drones,
        startRunners,
        secrets,
        profile,
        ports,
        relay);
  }

  /** A copy with these runners. */
  public SandboxOptions withRunners(Set<RunnerType> types) {
    return new SandboxOptions(
        folder,
        types,
        admin,
        registrationOpen,
        edition,
        drones,
        startRunners,
        secrets,
        profile,
        ports,
        relay);
  }

  /** A copy with this administrator. */
  public SandboxOptions withAdmin(String name) {
    return new SandboxOptions(
        folder,
        runners,
        name,
        registrationOpen,
        edition,
        drones,
        startRunners,
        secrets,
        profile,
        ports,
        relay);
  }

  /** A copy without the sign-up form. */
  public SandboxOptions withoutRegistration() {
    return new SandboxOptions(
        folder,
        runners,
        admin,
        false,
        edition,
        drones,
        startRunners,
        secrets,
        profile,
        ports,
        relay);
  }

  /** A copy with this edition of Drone. */
  public SandboxOptions withEdition(Edition wanted) {
    return new SandboxOptions(
        folder,
        runners,
        admin,
        registrationOpen,
        wanted,
        drones,
        startRunners,
        secrets,
        profile,
        ports,
        relay);
  }

  /** A copy with this number of Drones. */
  public SandboxOptions withDrones(int count) {
    return new SandboxOptions(
        folder,
        runners,
        admin,
        registrationOpen,
        edition,
        count,
        startRunners,
        secrets,
        profile,
        ports,
        relay);
  }

  /** A copy whose runners are started by {@link Sandbox#startRunner} only. */
  public SandboxOptions withRunnersStopped() {
    return new SandboxOptions(
        folder,
        runners,
        admin,
        registrationOpen,
        edition,
        drones,
        false,
        secrets,
        profile,
        ports,
        relay);
  }

  /** A copy with this plain YAML text in each host's secrets file. */
  public SandboxOptions withSecrets(String yaml) {
    return new SandboxOptions(
        folder,
        runners,
        admin,
        registrationOpen,
        edition,
        drones,
        startRunners,
        Optional.of(yaml),
        profile,
        ports,
        relay);
  }

  /** A copy with this profile. */
  public SandboxOptions withProfile(Profile wanted) {
    return new SandboxOptions(
        folder,
        runners,
        admin,
        registrationOpen,
        edition,
        drones,
        startRunners,
        secrets,
        wanted,
        ports,
        relay);
  }

  /** A copy with a relay in front of Gitea and each Drone, or without. */
  public SandboxOptions withRelay(boolean wanted) {
    return new SandboxOptions(
        folder,
        runners,
        admin,
        registrationOpen,
        edition,
        drones,
        startRunners,
        secrets,
        profile,
        ports,
        wanted);
  }

  /** A copy with these ports. */
  public SandboxOptions withPorts(FixedPorts wanted) {
    return new SandboxOptions(
        folder,
        runners,
        admin,
        registrationOpen,
        edition,
        drones,
        startRunners,
        secrets,
        profile,
        wanted,
        relay);
  }
}
