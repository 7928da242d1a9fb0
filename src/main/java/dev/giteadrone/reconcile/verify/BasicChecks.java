package dev.giteadrone.reconcile.verify;

import static dev.giteadrone.model.result.CheckResult.notRun;
import static dev.giteadrone.model.result.CheckResult.passed;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.WiringObserved;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.reconcile.check.Checks;

/** The checks that use only what was observed already. They send no more requests. */
public final class BasicChecks {
  private final Desired desired;
  private final WiringObserved seen;
  private final FileChecks files;
  private final GiteaChecks gitea;
  private final LiveChecks live;

  /**
   * Creates the checks; nothing runs yet.
   *
   * @param seen the last observation
   */
  public BasicChecks(Desired desired, WiringObserved seen) {
    this.desired = desired;
    this.seen = seen;
    this.files = new FileChecks(desired, seen);
    this.gitea = new GiteaChecks(desired, seen);
    this.live = new LiveChecks(desired, seen);
  }

  /** Runs all of them. */
  public void run(Checks checks) {
    checks.run(CheckId.SOPS_DECRYPTS, files::decrypts);
    checks.run(CheckId.SOPS_RECIPIENTS, files::recipients);
    server(checks);
    checks.run(CheckId.ADMIN_EXISTS, gitea::adminExists);
    checks.run(CheckId.ADMIN_IS_ADMIN, gitea::adminIsAdmin);
    client(checks);
    drone(checks);
    liveAgainstFile(checks);
  }

  /**
   * Runs the checks that the host can make by itself: without the administrator's credentials, and
   * with the secrets file only if the host can decrypt it.
   */
  public void runOnHost(Checks checks) {
    boolean readable = seen.files().undecryptable().isEmpty();
    if (readable) {
      checks.run(CheckId.SOPS_DECRYPTS, files::decrypts);
    } else {
      checks.add(notRun(CheckId.SOPS_DECRYPTS, "no key here decrypts " + files.name()));
    }
    server(checks);
    checks.add(notRun(CheckId.ADMIN_EXISTS, "the host holds no administrator's credentials"));
    if (readable) {
      client(checks);
    }
    drone(checks);
    if (readable) {
      liveAgainstFile(checks);
    } else {
      liveAlone(checks);
    }
  }

  private void server(Checks checks) {
    checks.run(
        CheckId.GITEA_READY, () -> passed(CheckId.GITEA_READY, desired.gitea().url() + ", ready"));
    checks.run(CheckId.GITEA_VERSION, gitea::version);
    checks.run(CheckId.GITEA_ROOT_URL, gitea::rootUrl);
  }

  private void client(Checks checks) {
    checks.run(CheckId.SECRETS_COMPLETE, files::complete);
    checks.run(CheckId.OAUTH_APP, gitea::app);
    checks.run(CheckId.OAUTH_SECRET, gitea::secret);
  }

  private void drone(Checks checks) {
    checks.run(CheckId.DRONE_READY, live::droneReady);
    checks.run(CheckId.DRONE_EDITION, live::edition);
  }

  private void liveAgainstFile(Checks checks) {
    checks.run(CheckId.DRONE_CLIENT_ID, live::clientId);
    checks.run(CheckId.DRONE_CLIENT_SECRET, live::clientSecret);
    checks.run(CheckId.DRONE_REDIRECT_URI, live::redirectUri);
    checks.run(CheckId.DRONE_RPC_SECRET, live::rpc);
  }

  /** Checks without the file whether Gitea accepts the client of the running Drone. */
  private void liveAlone(Checks checks) {
    checks.run(CheckId.DRONE_CLIENT_ID, live::hasClientId);
    checks.run(CheckId.DRONE_CLIENT_SECRET, live::clientSecret);
    checks.run(CheckId.DRONE_REDIRECT_URI, live::redirectUri);
    checks.add(notRun(CheckId.DRONE_RPC_SECRET, "needs the file, which no key here decrypts"));
  }
}
