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

/** Looks at the webhooks of every repository that is active in Drone. Changes nothing. */
public final class WebhookObserver {
  private final Gateways ports;
  private final Desired desired;

  /** Looks in both servers. */
  public WebhookObserver(Gateways ports, Desired desired) {
    this.ports = ports;
    this.desired = desired;
  }

  /**
   * One look.
   *
   * @throws Failure with NOT_AUTHORISED if a token is missing, or is not an administrator's
   */
  public WebhooksObserved look(AccessObserved access) {
    BothTokens tokens = new BothTokens(ports, desired, access);
    Credential gitea = tokens.gitea();
    List<WebhooksObserved.Hooks> hooks = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    List<Problem> failed = new ArrayList<>();
    for (DroneRepository active : ports.drone().repositories().all(tokens.drone())) {
      if (!active.active()) {
        continue;
      }
      try {
        Optional<Repository> found =
            ports.gitea().repositories().find(gitea, active.owner(), active.name());
        if (found.isPresent()) {
          hooks.add(
              new WebhooksObserved.Hooks(
                  found.get(), ports.gitea().repositories().webhooks(gitea, found.get())));
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
