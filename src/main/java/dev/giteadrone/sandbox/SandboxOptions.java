package dev.giteadrone.sandbox;

import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.sandbox.server.Edition;
import dev.giteadrone.sandbox.server.FixedPorts;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a sandbox starts.
 *
 * @param folder where everything lives, empty or not there yet; it stays after the end. If empty, a
 *     temporary folder that goes with the sandbox
 * @param runners the wanted runners of each Drone
 * @param admin the Gitea user whom Drone makes its administrator
 * @param registrationOpen whether Gitea lets people sign up
 * @param edition of the Drone server
 * @param drones how many Drones share the one Gitea
 * @param startRunners whether runners start as soon as a deploy has brought the RPC secret
 * @param secrets plain YAML text for {@code .secrets/drone.yaml}, encrypted and deployed before the
 *     start; if empty, the host is blank
 * @param profile what kind of host it is
 * @param ports where Gitea and the first Drone are reached, as far as it matters
 * @param relay whether a relay that can be told to disturb stands in front of Gitea and each Drone
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

  /** The same in {@code folder}. */
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

  /** The same with these runners. */
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

  /** The same with this administrator. */
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

  /** The same without the sign-up form. */
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

  /** The same with this edition of Drone. */
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

  /** The same with so many Drones. */
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

  /** The same with runners that are started by {@link Sandbox#startRunner} only. */
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

  /** The same with this plain YAML text in each host's secrets file. */
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

  /** The same on a host of this kind. */
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

  /** The same with a relay in front of Gitea and each Drone. */
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

  /** The same with these ports. */
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
