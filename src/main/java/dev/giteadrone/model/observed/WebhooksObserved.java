package dev.giteadrone.model.observed;

import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.model.server.Webhook;
import java.util.List;

/**
 * The webhooks in Gitea of the repositories that are active in Drone.
 *
 * @param repositories those Gitea has, too
 * @param gone owner and name of those that Gitea does not have
 * @param failed what could not be looked at
 */
public record WebhooksObserved(List<Hooks> repositories, List<String> gone, List<Problem> failed) {
  /** Copies the lists. */
  public WebhooksObserved {
    repositories = List.copyOf(repositories);
    gone = List.copyOf(gone);
    failed = List.copyOf(failed);
  }

  /** A repository and all its webhooks, also those of others. */
  public record Hooks(Repository repository, List<Webhook> webhooks) {
    /** Copies the list. */
    public Hooks {
      webhooks = List.copyOf(webhooks);
    }
  }
}
