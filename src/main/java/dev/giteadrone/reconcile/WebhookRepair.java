package dev.giteadrone.reconcile;

import dev.giteadrone.model.AccessObserved;
import dev.giteadrone.model.Change;
import dev.giteadrone.model.CheckId;
import dev.giteadrone.model.Credential;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.DroneRepository;
import dev.giteadrone.model.DroneUser;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.Plan;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Repository;
import dev.giteadrone.model.Secret;
import dev.giteadrone.model.Stage;
import dev.giteadrone.model.Step;
import dev.giteadrone.model.Webhook;
import dev.giteadrone.model.WebhooksObserved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Webhooks after Drone has moved to another address. Drone itself makes the new one, in the name of
 * whoever activated the repository. An old one is deleted only if it carries the secret of the new
 * one, which proves that the same Drone made it: another Drone at the same Gitea has webhooks of
 * the same form.
 */
final class WebhookRepair {
  private final Ports ports;
  private final Desired desired;

  WebhookRepair(Ports ports, Desired desired) {
    this.ports = ports;
    this.desired = desired;
  }

  WebhooksObserved look(AccessObserved access) {
    Credential gitea = gitea(access);
    List<WebhooksObserved.Hooks> hooks = new ArrayList<>();
    List<String> gone = new ArrayList<>();
    List<Problem> failed = new ArrayList<>();
    for (DroneRepository active : ports.drone().repositories(drone(access))) {
      if (!active.active()) {
        continue;
      }
      try {
        Optional<Repository> found = ports.gitea().repository(gitea, active.owner(), active.name());
        if (found.isPresent()) {
          hooks.add(
              new WebhooksObserved.Hooks(found.get(), ports.gitea().webhooks(gitea, found.get())));
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

  static Plan plan(Desired desired, WebhooksObserved seen) {
    List<Step> steps = new ArrayList<>();
    for (WebhooksObserved.Hooks hooks : seen.repositories()) {
      Optional<Webhook> current = current(desired, hooks.webhooks());
      List<Webhook> old =
          hooks.webhooks().stream()
              .filter(hook -> isOld(desired, hook))
              .filter(hook -> current.isEmpty() || current.get().mark().equals(hook.mark()))
              .toList();
      if (current.isEmpty() || !old.isEmpty()) {
        steps.add(new Step.RepairWebhook(hooks.repository(), current.isEmpty(), old));
      }
    }
    return new Plan(
        Stage.REPAIR,
        steps,
        seen.failed().stream()
            .map(problem -> new Plan.Refusal("webhook", ExitCode.FAILED, problem))
            .toList(),
        seen.gone().stream()
            .map(slug -> slug + " is active in Drone, but Gitea has no such repository")
            .toList());
  }

  Outcome repair(Step.RepairWebhook step, AccessObserved access) {
    Credential gitea = gitea(access);
    Repository repository = step.repository();
    if (step.missing()) {
      ports.drone().repair(drone(access), repository.owner(), repository.name());
    }
    Webhook made =
        current(desired, ports.gitea().webhooks(gitea, repository))
            .orElseThrow(() -> elsewhere(repository));
    List<Webhook> proven =
        step.old().stream().filter(hook -> hook.mark().equals(made.mark())).toList();
    proven.forEach(hook -> ports.gitea().deleteWebhook(gitea, repository, hook.id()));
    int kept = step.old().size() - proven.size();
    return new Outcome(
        step.missing() ? Change.UPDATED : Change.DELETED,
        repository.slug()
            + (step.missing() ? ": calls " + made.url() : "")
            + (proven.isEmpty() ? "" : ", " + proven.size() + " old deleted")
            + (kept == 0 ? "" : ", " + kept + " kept: not made by this Drone"));
  }

  private static Optional<Webhook> current(Desired desired, List<Webhook> hooks) {
    return hooks.stream().filter(hook -> hook.url().equals(target(desired))).findFirst();
  }

  /** Drone's path and a secret, but another address. */
  private static boolean isOld(Desired desired, Webhook hook) {
    return hook.url().endsWith("/hook")
        && !hook.mark().isEmpty()
        && !hook.url().equals(target(desired));
  }

  private static String target(Desired desired) {
    return desired.drone().url() + "/hook";
  }

  private Failure elsewhere(Repository repository) {
    return new Failure(
        ExitCode.FAILED,
        Problem.of(
                CheckId.WEBHOOK_CREATED.id(),
                "having Drone make the webhook of " + repository.slug() + " anew",
                "it made none that calls " + target(desired),
                "check DRONE_SERVER_HOST, DRONE_SERVER_PROTO and DRONE_SERVER_PROXY_HOST, deploy,"
                    + " then run this again")
            .because("Drone still thinks it has another address"));
  }

  private Credential gitea(AccessObserved access) {
    return access
        .token()
        .orElseThrow(() -> refused("there is no access token of Gitea", "gitea-drone bootstrap"));
  }

  private Secret drone(AccessObserved access) {
    Secret token =
        RemovalObserver.droneToken(ports, desired, access.admin())
            .orElseThrow(() ->
                refused(
                    "there is no token that Drone accepts",
                    "gitea-drone verify --level login, or set DRONE_TOKEN to an administrator's"));
    if (!ports.drone().user(token).map(DroneUser::admin).orElse(false)) {
      throw refused(
          "the token's user is no administrator of Drone",
          "set DRONE_USER_CREATE=username:" + desired.gitea().username() + ",admin:true, deploy");
    }
    return token;
  }

  private Failure refused(String seen, String next) {
    return new Failure(
        ExitCode.NOT_AUTHORISED,
        Problem.of(
            CheckId.DRONE_ADMIN.id(),
            "listing the repositories of " + desired.drone().url(),
            seen,
            next));
  }
}
