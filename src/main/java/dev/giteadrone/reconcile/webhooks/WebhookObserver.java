package dev.giteadrone.reconcile.webhooks;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.WebhooksObserved;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.server.DroneRepository;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.reconcile.Gateways;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the webhooks of every repository that is active in Drone. Changes nothing. */
public final class WebhookObserver {
  private final Gateways gateways;
  private final Desired desired;

  /** Creates an observer of both servers. */
  public WebhookObserver(Gateways gateways, Desired desired) {
    this.gateways = gateways;
    this.desired = desired;
  }

  /**
   * Observes both servers once.
   *
   * @throws Failure with NOT_AUTHORISED if a token is missing, or does not belong to an
   *     administrator
   */
  public WebhooksObserved look(AccessObserved access) {
    BothTokens tokens = new BothTokens(gateways, desired, access);
    Credential gitea = tokens.gitea();
    List<WebhooksObserved.Hooks> hooks = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    List<Problem> failed = new ArrayList<>();
    for (DroneRepository active : gateways.drone().repositories().all(tokens.drone())) {
      if (!active.active()) {
        continue;
      }
      try {
        Optional<Repository> found =
            gateways.gitea().repositories().find(gitea, active.owner(), active.name());
        if (found.isPresent()) {
          hooks.add(
              new WebhooksObserved.Hooks(
                  found.get(), gateways.gitea().repositories().webhooks(gitea, found.get())));
        } else {
          gone.add(active.owner() + "/" + active.name());
        }
      } catch (Failure e) {
        if (e.exitCode() == ExitCode.UNREACHABLE) {
          throw e;
        }
        failed.add(e.problem());
      }
    }
    return new WebhooksObserved(hooks, gone, failed);
  }
}
