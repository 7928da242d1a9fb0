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
 * Decides which webhooks are repaired after Drone has moved to another address. An old one goes
 * only if it carries the secret of the new one, which proves that the same Drone made it: another
 * Drone at the same Gitea has webhooks of the same form.
 */
public final class WebhookPlanner {
  private final HookAddress address;

  /** Plans towards the address of {@code desired}. */
  public WebhookPlanner(Desired desired) {
    this.address = HookAddress.of(desired);
  }

  /** What is to be repaired. */
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
