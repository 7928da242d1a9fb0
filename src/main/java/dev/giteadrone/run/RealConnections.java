package dev.giteadrone.run;

import dev.giteadrone.deploy.CommandDeployer;
import dev.giteadrone.deploy.DeployRefusals;
import dev.giteadrone.deploy.Deployer;
import dev.giteadrone.drone.RestDrone;
import dev.giteadrone.gitea.CommandGiteaCli;
import dev.giteadrone.gitea.GiteaCli;
import dev.giteadrone.gitea.RestGitea;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.Server;
import dev.giteadrone.http.Trust;
import dev.giteadrone.io.OpenPath;
import dev.giteadrone.io.RunLocks;
import dev.giteadrone.io.StateFolder;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.io.git.GitStatus;
import dev.giteadrone.io.git.WorkTree;
import dev.giteadrone.model.desired.DeployJob;
import dev.giteadrone.model.desired.DeployTarget;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.SecretsTarget;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.SecondFactor;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.secrets.HostFile;
import dev.giteadrone.secrets.SopsAdminFile;
import dev.giteadrone.secrets.SopsHostFile;
import dev.giteadrone.secrets.SopsProgram;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Connects to the real servers, the real sops and the operator's own deploy command. */
public final class RealConnections implements Connections {
  private final Map<String, String> environment;
  private final SecondFactor secondFactor;

  /**
   * Creates connections with this environment.
   *
   * @param environment child processes get the allowed part of it
   */
  public RealConnections(Map<String, String> environment) {
    this(environment, SecondFactor.NONE);
  }

  /**
   * Creates connections of a run that may ask for a code of the second factor.
   *
   * @param environment child processes get the allowed part of it
   */
  public RealConnections(Map<String, String> environment, SecondFactor secondFactor) {
    this.environment = Map.copyOf(environment);
    this.secondFactor = secondFactor;
  }

  @Override
  public Gateways open(
      Desired desired, RunOptions options, Timeline timeline, Supplier<Deadline> deadline) {
    HttpSettings http =
        new HttpSettings(
            options.allowPlainHttp(), options.caCertificate(), pace(), desired.reach());
    Http gitea =
        new Http(
            new Server("Gitea", desired.gitea().url(), ProblemId.GITEA_READY),
            http,
            timeline,
            deadline);
    Http drone =
        new Http(
            new Server("Drone", desired.drone().url(), ProblemId.DRONE_READY),
            http,
            timeline,
            deadline);
    Subprocess subprocess = new Subprocess(timeline, children(desired));
    return new Gateways(
        new RestGitea(gitea),
        cli(desired, subprocess),
        new RestDrone(drone, desired.gitea().url(), secondFactor),
        file(desired.secrets().host(), subprocess, deadline),
        desired.secrets().runner().map(location -> file(location, subprocess, deadline)),
        new SopsAdminFile(
            desired.secrets().admin(), subprocess, deadline, SopsProgram.from(environment)),
        deployer(desired, timeline),
        secondFactor);
  }

  @Override
  public List<String> warnings(Desired desired, RunOptions options) {
    List<String> warnings = new ArrayList<>();
    OpenPath.among(desired.secrets().files()).stream()
        .map(open -> open.from(desired.deploy().directory()))
        .forEach(open -> warnings.add(open.seen() + ": " + open.next()));
    warnings.addAll(Trust.warnings(options.caCertificate(), desired.reach(), Instant.now()));
    return warnings;
  }

  private Deployer deployer(Desired desired, Timeline timeline) {
    Supplier<Deployer> real =
        () ->
            new CommandDeployer(
                StateFolder.of(desired.source(), environment), timeline, children(desired));
    return new Deployer() {
      @Override
      public Ended run(DeployJob job, DeployTarget target, Progress progress, Deadline limit) {
        return real.get().run(job, target, progress, limit);
      }

      @Override
      public boolean leftUndone() {
        try {
          return real.get().leftUndone();
        } catch (Failure e) {
          return false; // If nothing can be stored, no deploy has run either.
        }
      }
    };
  }

  @Override
  public Held lock(Desired desired, String command, Deadline deadline, Poller poller) {
    // Two configurations may name the same files, and two names may lead to one configuration.
    List<Path> shared = new ArrayList<>(desired.secrets().files());
    shared.add(desired.source());
    RunLocks locks =
        RunLocks.acquire(
            shared.stream().map(file -> StateFolder.of(file, environment)).toList(),
            command,
            deadline,
            poller);
    return locks::close;
  }

  @Override
  public List<Refusal> deployRefusals(
      Desired desired, RunOptions options, Timeline timeline, Deadline deadline) {
    Subprocess subprocess = new Subprocess(timeline, children(desired));
    return new DeployRefusals(desired, options.siblings())
        .of(WorkTree.of(desired.deploy().directory(), subprocess, deadline), environment);
  }

  @Override
  public GitStatus git(Desired desired, Timeline timeline, Deadline deadline) {
    return GitStatus.of(
        desired.secrets().files(), new Subprocess(timeline, children(desired)), deadline);
  }

  /** The variables for child processes: without those for the proxies of the servers only. */
  private Map<String, String> children(Desired desired) {
    Map<String, String> some = new HashMap<>(environment);
    some.keySet().removeAll(desired.reach().variables());
    return some;
  }

  private static Optional<GiteaCli> cli(Desired desired, Subprocess subprocess) {
    return desired.gitea().cli().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CommandGiteaCli(desired.gitea().cli(), subprocess, desired.deploy().directory()));
  }

  private HostFile file(
      SecretsTarget.Location location, Subprocess subprocess, Supplier<Deadline> deadline) {
    return new SopsHostFile(location, subprocess, deadline, SopsProgram.from(environment));
  }
}
