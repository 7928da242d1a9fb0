package dev.giteadrone.sandbox;

import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.sandbox.server.Edition;
import dev.giteadrone.sandbox.server.FixedPorts;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

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
    return with(draft -> draft.folder = Optional.of(folder));
  }

  /** A copy with these runners. */
  public SandboxOptions withRunners(Set<RunnerType> types) {
    return with(draft -> draft.runners = types);
  }

  /** A copy with this administrator. */
  public SandboxOptions withAdmin(String name) {
    return with(draft -> draft.admin = name);
  }

  /** A copy without the sign-up form. */
  public SandboxOptions withoutRegistration() {
    return with(draft -> draft.registrationOpen = false);
  }

  /** A copy with this edition of Drone. */
  public SandboxOptions withEdition(Edition wanted) {
    return with(draft -> draft.edition = wanted);
  }

  /** A copy with this number of Drones. */
  public SandboxOptions withDrones(int count) {
    return with(draft -> draft.drones = count);
  }

  /** A copy whose runners are started by {@link Sandbox#startRunner} only. */
  public SandboxOptions withRunnersStopped() {
    return with(draft -> draft.startRunners = false);
  }

  /** A copy with this plain YAML text in each host's secrets file. */
  public SandboxOptions withSecrets(String yaml) {
    return with(draft -> draft.secrets = Optional.of(yaml));
  }

  /** A copy with this profile. */
  public SandboxOptions withProfile(Profile wanted) {
    return with(draft -> draft.profile = wanted);
  }

  /** A copy with a relay in front of Gitea and each Drone, or without. */
  public SandboxOptions withRelay(boolean wanted) {
    return with(draft -> draft.relay = wanted);
  }

  /** A copy with these ports. */
  public SandboxOptions withPorts(FixedPorts wanted) {
    return with(draft -> draft.ports = wanted);
  }

  private SandboxOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** The options while one of them is changed. */
  private static final class Draft {
    private Optional<Path> folder;
    private Set<RunnerType> runners;
    private String admin;
    private boolean registrationOpen;
    private Edition edition;
    private int drones;
    private boolean startRunners;
    private Optional<String> secrets;
    private Profile profile;
    private FixedPorts ports;
    private boolean relay;

    Draft(SandboxOptions from) {
      this.folder = from.folder;
      this.runners = from.runners;
      this.admin = from.admin;
      this.registrationOpen = from.registrationOpen;
      this.edition = from.edition;
      this.drones = from.drones;
      this.startRunners = from.startRunners;
      this.secrets = from.secrets;
      this.profile = from.profile;
      this.ports = from.ports;
      this.relay = from.relay;
    }

    SandboxOptions options() {
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
          relay);
    }
  }
}
