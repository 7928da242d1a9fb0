package dev.giteadrone.reconcile;

import dev.giteadrone.model.AccessObserved;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Progress;
import dev.giteadrone.model.RunDeadline;
import dev.giteadrone.model.Secret;
import dev.giteadrone.model.Step;
import dev.giteadrone.model.StepResult;
import dev.giteadrone.model.Wait;
import dev.giteadrone.secrets.HostFile;

/**
 * The only writer. Applies one step at a time, each of which can be repeated after a crash anywhere
 * in it.
 */
public final class Applier {
  private final Ports ports;
  private final Progress progress;
  private final AdminSteps admins;
  private final TokenSteps tokens;
  private final AppSteps apps;
  private final DeployStep deploys;
  private final DataKeys dataKeys;
  private final Readers readers;
  private final WebhookRepair webhooks;
  private final RemovalSteps removals;

  /**
   * Writes to the servers and files behind {@code ports}.
   *
   * @param observer looks whether a deploy has had its effect
   */
  public Applier(
      Ports ports,
      Desired desired,
      Progress progress,
      Observer observer,
      Wait wait,
      RunDeadline deadline) {
    Randomness random = new Randomness();
    this.ports = ports;
    this.progress = progress;
    this.admins = new AdminSteps(ports, desired, random, deadline);
    this.tokens = new TokenSteps(ports, desired, random, wait, deadline);
    this.apps = new AppSteps(ports, desired, random);
    this.dataKeys = new DataKeys(ports);
    this.readers = new Readers(desired);
    this.webhooks = new WebhookRepair(ports, desired);
    this.removals = new RemovalSteps(ports, desired);
    this.deploys = new DeployStep(ports, desired, progress, observer, wait, deadline);
  }

  /** Removes what killed runs left beside the files; this run holds the lock. */
  public void sweep() {
    ports.admin().sweep();
    ports.host().sweep();
    ports.runner().ifPresent(HostFile::sweep);
  }

  /**
   * Proves that the files can be written, and for the right readers, before any server is changed.
   *
   * @throws Failure with SECRETS_FILE if not; nothing was changed
   */
  public void preflight() {
    readers
        .wrong(ports.admin().preflight(), ports.host().preflight())
        .ifPresent(problem -> {
          throw new Failure(ExitCode.SECRETS_FILE, problem);
        });
    ports.runner().ifPresent(file -> file.preflight());
  }

  /**
   * Runs the command that builds what will be deployed.
   *
   * @return what was run, and how long it took
   * @throws Failure with FAILED if it fails; nothing was changed
   */
  public String prepare() {
    return deploys.prepare();
  }

  /**
   * Applies a step.
   *
   * @param seen who we are in Gitea
   */
  public StepResult apply(Step step, AccessObserved seen) {
    progress.applying(step);
    long start = System.nanoTime();
    Outcome outcome =
        switch (step) {
          case Step.CreateAdmin create -> admins.create(create, seen);
          case Step.ResetAdmin reset -> admins.reset(reset, seen);
          case Step.PromoteAdmin promote -> admins.promote(promote);
          case Step.CreateToken create -> tokens.create(create, seen);
          case Step.CreateTokenByCli create -> tokens.createByCli(create, seen);
          case Step.ClearPending clear -> tokens.clear(clear, seen);
          case Step.CreateApp create -> apps.create(create, token(seen));
          case Step.RepairApp repair -> apps.repair(repair, token(seen));
          case Step.AddRedirect add -> {
            Outcome added = apps.addRedirect(add);
            deploys.requireEffect();
            yield added;
          }
          case Step.DropRedirects drop -> apps.dropRedirects(drop, token(seen));
          case Step.ForgetPending forget -> apps.forgetPending(forget);
          case Step.StoreClientId store -> apps.storeClientId(store);
          case Step.MintClientSecret mint -> apps.mint(mint, token(seen));
          case Step.GenerateRpcSecret generate -> apps.generateRpcSecret(generate);
          case Step.ChangePassword change -> admins.changePassword(change);
          case Step.CopyRpcSecret copy -> apps.copyRpcSecret(copy);
          case Step.Deploy deploy -> deploys.deploy(deploy.waits());
          case Step.RenewDataKey renew -> dataKeys.renew(renew);
          case Step.RepairWebhook repair -> webhooks.repair(repair, seen);
          case Step.DeactivateCanary canary -> removals.deactivateCanary(canary, seen);
          case Step.DeleteCanary canary -> removals.deleteCanary(canary, seen);
          case Step.DeleteApp app -> removals.deleteApp(app, seen);
          case Step.RemoveClient client -> removals.removeClient(client);
          case Step.DeleteTokens delete -> removals.deleteTokens(delete);
          case Step.ForgetKeys forget -> removals.forgetKeys(forget);
        };
    StepResult result = outcome.of(step, start);
    progress.applied(result);
    return result;
  }

  /**
   * Keeps the Drone token of a login, and rotates it first where Drone's log has it and nobody can
   * have used it.
   *
   * @return the token that works
   */
  public Secret settleDroneToken(Secret token) {
    return tokens.settleDroneToken(token, progress::warning);
  }

  /** Keeps Drone's user token, so that the next run needs no password. */
  public Secret keepDroneToken(Secret token) {
    tokens.keepDroneToken(token);
    return token;
  }

  private static dev.giteadrone.model.Credential.Token token(AccessObserved seen) {
    return seen.token()
        .orElseThrow(() ->
            new Failure(
                ExitCode.NOT_AUTHORISED,
                Problem.of(
                    "admin.exists",
                    "changing the application",
                    "there is no access token",
                    "run gitea-drone bootstrap")));
  }
}
