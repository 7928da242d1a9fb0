package dev.giteadrone.reconcile.webhooks;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.model.server.Webhook;
import dev.giteadrone.reconcile.Outcome;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StepContext;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells Drone to create the webhook of a repository again, then deletes those of the old address.
 * Drone acts as the user who activated the repository.
 *
 * @param missing whether no webhook calls Drone's present address
 * @param old webhooks that call another address and may belong to this Drone
 */
public record RepairWebhook(Repository repository, boolean missing, List<Webhook> old)
    implements Step {
  private static final Case ELSEWHERE =
      Case.of(ProblemId.WEBHOOK_CREATED, "repaired-elsewhere", "repository", "url");

  /** Copies the list. */
  public RepairWebhook {
    old = List.copyOf(old);
  }

  @Override
  public StepLine line() {
    // Each row of a run has its own label.
    return new StepLine("repair-webhook", repository.slug(), Effect.CHANGES, describe());
  }

  private String describe() {
    String calls = old.stream().map(Webhook::url).distinct().collect(Collectors.joining(", "));
    if (!missing) {
      return "delete the webhook that calls " + calls;
    }
    return old.isEmpty() ? "there is no webhook" : "the webhook calls " + calls;
  }

  @Override
  public Outcome apply(StepContext context) {
    BothTokens tokens = new BothTokens(context.gateways(), context.desired(), context.access());
    Credential gitea = tokens.gitea();
    HookAddress address = HookAddress.of(context.desired());
    if (missing) {
      context
          .gateways()
          .drone()
          .repositories()
          .repair(tokens.drone(), repository.owner(), repository.name());
    }
    Webhook made =
        address
            .current(context.gateways().gitea().repositories().webhooks(gitea, repository))
            .orElseThrow(() -> ELSEWHERE.failure(repository.slug(), address.url()));
    List<Webhook> proven = old.stream().filter(hook -> hook.mark().equals(made.mark())).toList();
    proven.forEach(hook ->
        context.gateways().gitea().repositories().deleteWebhook(gitea, repository, hook.id()));
    int kept = old.size() - proven.size();
    return new Outcome(
        missing ? Change.UPDATED : Change.DELETED,
        repository.slug()
            + (missing ? ": calls " + made.url() : "")
            + (proven.isEmpty() ? "" : ", " + proven.size() + " old deleted")
            + (kept == 0 ? "" : ", " + kept + " kept: not created by this Drone"));
  }
}
