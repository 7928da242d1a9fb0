package dev.giteadrone.reconcile;

import dev.giteadrone.deploy.Deployer;
import dev.giteadrone.drone.Drone;
import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.gitea.GiteaCli;
import dev.giteadrone.model.secret.SecondFactor;
import dev.giteadrone.secrets.AdminFile;
import dev.giteadrone.secrets.HostFile;
import java.util.Optional;

/**
 * The servers, files and commands that the reconciler works with.
 *
 * @param cli Gitea's command line; empty if no prefix is configured
 * @param runner the runners' own file; empty if none is configured
 * @param secondFactor who is asked for a code of the administrator's second factor
 */
public record Gateways(
    Gitea gitea,
    Optional<GiteaCli> cli,
    Drone drone,
    HostFile host,
    Optional<HostFile> runner,
    AdminFile admin,
    Deployer deployer,
    SecondFactor secondFactor) {
  /** Without anybody who can be asked for a code. */
  public Gateways(
      Gitea gitea,
      Optional<GiteaCli> cli,
      Drone drone,
      HostFile host,
      Optional<HostFile> runner,
      AdminFile admin,
      Deployer deployer) {
    this(gitea, cli, drone, host, runner, admin, deployer, SecondFactor.NONE);
  }
}
