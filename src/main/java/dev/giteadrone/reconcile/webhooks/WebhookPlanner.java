package dev.giteadrone.reconcile.webhooks;

import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.WebhooksObserved;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.server.Webhook;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.reconcile.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which webhooks to repair after Drone has moved to another address. An old webhook is
 * deleted only if it has the same secret as the new one. That proves that the same Drone created
 * it: another Drone on the same Gitea has webhooks of the same form.
 */
public final class WebhookPlanner {
  private final HookAddress address;

  /** Creates a planner for the address in {@code desired}. */
  public WebhookPlanner(Desired desired) {
    this.address = HookAddress.of(desired);
  }

  /** The plan: which webhooks to repair. */
  public Plan plan(WebhooksObserved seen) {
    List<Step> steps = new ArrayList<>();
    for (WebhooksObserved.Hooks hooks : seen.repositories()) {
      Optional<Webhook> current = address.current(hooks.webhooks());
      List<Webhook> old =
          hooks.webhooks().stream()
              .filter(hook -> address.isOld(hook))
              .filter(hook -> current.isEmpty() || current.get().mark().equals(hook.mark()))
              .toList();
      if (current.isEmpty() || !old.isEmpty()) {
        steps.add(new RepairWebhook(hooks.repository(), current.isEmpty(), old));
      }
    }
    return new Plan(
        Stage.REPAIR,
        steps,
        seen.failed().stream()
            .map(problem -> new Refusal("webhook", ExitCode.FAILED, problem))
            .toList(),
        seen.gone().stream()
            .map(slug -> slug + " is active in Drone, but Gitea has no such repository")
            .toList());
  }
}
