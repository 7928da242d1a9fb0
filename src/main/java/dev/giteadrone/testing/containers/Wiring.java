package dev.giteadrone.testing.containers;

import dev.giteadrone.deploy.Deployer;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.drone.RestDrone;
import dev.giteadrone.gitea.RestGitea;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.Server;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.CanaryTarget;
import dev.giteadrone.model.desired.DeployTarget;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.DroneTarget;
import dev.giteadrone.model.desired.GiteaTarget;
import dev.giteadrone.model.desired.HostKey;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.NetworkOptions;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.desired.SecretsLayout;
import dev.giteadrone.model.desired.SecretsTarget;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.run.Commands;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Connects the servers in the containers with the same run that connects real ones: the first user
 * signs up, and the deploy starts Drone and its runner.
 */
final class Wiring {
  private static final Case UNWIRED = Case.of(ProblemId.TESTING_CONTAINER, "unwired", "checks");

  /** The administrator. */
  static final String ADMIN = "sandbox-admin";

  /** Names of the files, for messages; nothing is written. */
  static final Path HOST_FILE = Path.of("/containers/drone.yaml");

  static final Path ADMIN_FILE = Path.of("/containers/gitea-admin.yaml");

  private static final Duration DEPLOY_LIMIT = Duration.ofMinutes(5);

  private final ServerContainers containers;
  private final MemoryFiles files = new MemoryFiles();

  /** Works on containers of which only Gitea runs. */
  Wiring(ServerContainers containers) {
    this.containers = containers;
  }

  /**
   * Makes both servers work together, and proves that a login works.
   *
   * @return the administrator's secrets
   * @throws Failure if that is not possible
   */
  AdminRecord bootstrap() {
    RunReport report =
        Commands.of(
                desired(containers.giteaUrl(), containers.droneUrl()),
                RunOptions.DEFAULT.withLevel(Level.LOGIN).withAllowPlainHttp(true),
                Progress.SILENT,
                this::gateways)
            .bootstrap();
    report.requireDone(() -> UNWIRED.problem(report.checks()));
    return files.admin();
  }

  private Gateways gateways(
      Desired desired, RunOptions options, Timeline timeline, Supplier<Deadline> deadline) {
    HttpSettings settings = new HttpSettings(true, Optional.empty());
    URI gitea = desired.gitea().url();
    Server giteaServer = new Server("Gitea", gitea, ProblemId.GITEA_READY);
    Server droneServer = new Server("Drone", desired.drone().url(), ProblemId.DRONE_READY);
    return new Gateways(
        new RestGitea(new Http(giteaServer, settings, timeline, deadline)),
        Optional.empty(),
        new RestDrone(new Http(droneServer, settings, timeline, deadline), gitea),
        files.hostFile(),
        Optional.empty(),
        files.adminFile(),
        deployer());
  }

  private Deployer deployer() {
    return (job, target, progress, limit) -> {
      long start = System.nanoTime();
      containers.deploy(ADMIN, files.variables());
      return new Deployer.Ended(0, Duration.ofNanos(System.nanoTime() - start), false, List.of());
    };
  }

  private static Desired desired(URI gitea, URI drone) {
    Path folder = Path.of("/containers");
    return new Desired(
        folder.resolve("gitea-drone.yaml"),
        new GiteaTarget(
            gitea,
            ADMIN,
            ADMIN + "@giteadrone.example",
            AdminCreation.SIGN_UP,
            List.of(),
            Optional.empty()),
        new DroneTarget(drone, Set.of(RunnerType.DOCKER), "Drone", Optional.empty()),
        new SecretsTarget(
            new SecretsTarget.Location(HOST_FILE, new SecretsLayout.WholeFile()),
            ADMIN_FILE,
            Optional.empty(),
            new HostKey.Nothing()),
        new DeployTarget(List.of("start-containers"), folder, DEPLOY_LIMIT),
        new CanaryTarget("canary", "busybox", false, "never"),
        NetworkOptions.STRAIGHT);
  }
}
