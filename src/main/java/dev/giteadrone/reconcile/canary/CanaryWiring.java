package dev.giteadrone.reconcile.canary;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.server.DroneRepository;
import dev.giteadrone.model.server.Repository;
import dev.giteadrone.model.server.Webhook;
import dev.giteadrone.reconcile.CanaryMark;
import dev.giteadrone.reconcile.Gateways;
import dev.giteadrone.reconcile.Writing;
import dev.giteadrone.reconcile.check.Found;
import java.util.List;
import java.util.Optional;

/**
 * The canary's repository in Gitea, its activation in Drone and its webhook. A canary that never
 * existed is created. A part that existed and is missing now is a failed check; it is restored only
 * if that is allowed.
 */
final class CanaryWiring {
  private static final Case LOST_IN_DRONE =
      Case.of(ProblemId.DRONE_SYNC, "lost-in-drone", "repository");
  private static final Case LOST_IN_GITEA =
      Case.of(ProblemId.DRONE_SYNC, "lost-in-gitea", "repository");
  private static final Case STILL_UNKNOWN =
      Case.of(ProblemId.DRONE_SYNC, "still-unknown", "repository", "owner");
  private static final Case NOT_OURS = Case.of(ProblemId.DRONE_SYNC, "not-ours", "repository");
  private static final Case DEACTIVATED = Case.of(ProblemId.DRONE_ACTIVATION, "lost", "repository");
  private static final Case NOT_ACTIVE =
      Case.of(ProblemId.DRONE_ACTIVATION, "not-active", "repository");
  private static final Case OTHER_ADDRESS =
      Case.of(ProblemId.WEBHOOK_CREATED, "other-address", "repository", "url");
  private static final Case OFF = Case.of(ProblemId.WEBHOOK_CREATED, "off", "repository");
  private static final Case MISSING = Case.of(ProblemId.WEBHOOK_CREATED, "missing", "repository");

  /**
   * The canary's repository.
   *
   * @param made whether this run created it
   */
  record Canary(Repository repository, boolean made) {
    String slug() {
      return repository.slug();
    }
  }

  /** The file that is pushed to prove that builds start. A canary without it was never finished. */
  static final String PIPELINE = ".drone.yml";

  private static final String DESCRIPTION =
      CanaryMark.TEXT + ": proves that builds start. Safe to delete.";

  private final Gateways gateways;
  private final Desired desired;
  private final Writing writing;
  private final Credential gitea;
  private final Secret drone;

  /**
   * Creates the checks; nothing is read yet.
   *
   * @param gitea credentials for reads and writes in Gitea
   * @param drone a user's token of Drone
   */
  CanaryWiring(
      Gateways gateways, Desired desired, Writing writing, Credential gitea, Secret drone) {
    this.gateways = gateways;
    this.desired = desired;
    this.writing = writing;
    this.gitea = gitea;
    this.drone = drone;
  }

  /**
   * Checks whether Drone knows the repository.
   *
   * @param owner the owner of the repository
   */
  Found<Canary> sync(String owner) {
    String name = desired.canary().repository();
    Optional<Repository> existing = gateways.gitea().repositories().find(gitea, owner, name);
    if (existing.isEmpty()) {
      return make(owner, name);
    }
    if (!existing.get().description().startsWith(CanaryMark.TEXT)) {
      return Found.nothing(
          CheckResult.failed(CheckId.DRONE_SYNC, NOT_OURS.problem(existing.get().slug())));
    }
    Canary canary = new Canary(existing.get(), false);
    return Found.of(syncExisting(canary, owner, name), canary);
  }

  private CheckResult syncExisting(Canary canary, String owner, String name) {
    String slug = canary.slug();
    if (known(owner, name)) {
      return CheckResult.passed(CheckId.DRONE_SYNC, slug);
    }
    boolean isNew = isNew(canary);
    if (!mayWire(canary)) {
      return isNew
          ? CheckResult.notRun(CheckId.DRONE_SYNC, frozen("Drone does not know " + slug + " yet"))
          : CheckResult.failed(CheckId.DRONE_SYNC, LOST_IN_DRONE.problem(slug));
    }
    return synced(owner, slug)
        .orElseGet(() ->
            isNew
                ? CheckResult.passed(CheckId.DRONE_SYNC, slug + ", synced")
                : CheckResult.warned(
                    CheckId.DRONE_SYNC, slug + ": Drone no longer knew it; synced again"));
  }

  private Found<Canary> make(String owner, String name) {
    String slug = owner + "/" + name;
    boolean known = known(owner, name);
    if (known && writing != Writing.RESTORE) {
      return Found.nothing(CheckResult.failed(CheckId.DRONE_SYNC, LOST_IN_GITEA.problem(slug)));
    }
    if (writing == Writing.NOTHING) {
      return Found.nothing(
          CheckResult.notRun(CheckId.DRONE_SYNC, frozen("there is no " + slug + " yet")));
    }
    Canary canary =
        new Canary(gateways.gitea().repositories().create(gitea, name, DESCRIPTION), true);
    CheckResult result =
        known
            ? CheckResult.warned(
                CheckId.DRONE_SYNC, slug + ": did not exist in Gitea any more; created again")
            : synced(owner, slug)
                .orElseGet(
                    () -> CheckResult.passed(CheckId.DRONE_SYNC, slug + ", created and synced"));
    return Found.of(result, canary);
  }

  /** Tells Drone to read its repositories from Gitea; empty if Drone knows the canary then. */
  private Optional<CheckResult> synced(String owner, String slug) {
    gateways.drone().accounts().sync(drone);
    return known(owner, desired.canary().repository())
        ? Optional.empty()
        : Optional.of(CheckResult.failed(CheckId.DRONE_SYNC, STILL_UNKNOWN.problem(slug, owner)));
  }

  private boolean known(String owner, String name) {
    return gateways.drone().repositories().find(drone, owner, name).isPresent();
  }

  /** Checks whether the repository is active in Drone. */
  CheckResult activation(Canary canary) {
    Repository repository = canary.repository();
    String slug = canary.slug();
    boolean active =
        gateways
            .drone()
            .repositories()
            .find(drone, repository.owner(), repository.name())
            .filter(DroneRepository::active)
            .isPresent();
    boolean hooked = hook(hooks(canary)).isPresent();
    if (active && hooked) {
      return CheckResult.passed(CheckId.DRONE_ACTIVATION, slug + ", active");
    }
    if (!mayWire(canary)) {
      if (active) {
        // The check of the webhook reports what is missing.
        return CheckResult.passed(CheckId.DRONE_ACTIVATION, slug + ", active");
      }
      return isNew(canary)
          ? CheckResult.notRun(CheckId.DRONE_ACTIVATION, frozen(slug + " is not active yet"))
          : CheckResult.failed(CheckId.DRONE_ACTIVATION, DEACTIVATED.problem(slug));
    }
    return activate(canary, active);
  }

  private CheckResult activate(Canary canary, boolean active) {
    Repository repository = canary.repository();
    String slug = canary.slug();
    boolean isNew = isNew(canary);
    DroneRepository now =
        gateways.drone().repositories().activate(drone, repository.owner(), repository.name());
    if (!now.active()) {
      return CheckResult.failed(CheckId.DRONE_ACTIVATION, NOT_ACTIVE.problem(slug));
    }
    return isNew
        ? CheckResult.passed(CheckId.DRONE_ACTIVATION, slug + ", activated")
        : CheckResult.warned(
            CheckId.DRONE_ACTIVATION,
            slug
                + (active
                    ? ": its webhook was deleted; restored"
                    : ": was no longer active; activated again"));
  }

  /** Checks whether the repository in Gitea has a webhook that calls Drone. */
  CheckResult webhook(Canary canary) {
    List<Webhook> hooks = hooks(canary);
    Optional<Webhook> hook = hook(hooks);
    if (hook.isPresent()) {
      return CheckResult.passed(CheckId.WEBHOOK_CREATED, hook.get().url());
    }
    boolean elsewhere =
        hooks.stream()
            .map(Webhook::url)
            .anyMatch(url -> url.endsWith("/hook") && !url.equals(target()));
    if (mayWire(canary) || elsewhere) {
      return CheckResult.failed(
          CheckId.WEBHOOK_CREATED, OTHER_ADDRESS.problem(canary.slug(), target()));
    }
    boolean off = hooks.stream().anyMatch(other -> other.url().equals(target()));
    return CheckResult.failed(
        CheckId.WEBHOOK_CREATED, (off ? OFF : MISSING).problem(canary.slug()));
  }

  private List<Webhook> hooks(Canary canary) {
    return gateways.gitea().repositories().webhooks(gitea, canary.repository());
  }

  private Optional<Webhook> hook(List<Webhook> hooks) {
    return hooks.stream().filter(hook -> hook.active() && hook.url().equals(target())).findFirst();
  }

  private String target() {
    return desired.drone().url() + "/hook";
  }

  /** Whether this run may tell Drone to sync or activate. */
  private boolean mayWire(Canary canary) {
    return switch (writing) {
      case NOTHING -> false;
      case PROOF -> isNew(canary);
      case RESTORE -> true;
    };
  }

  /** Whether nothing was ever pushed to it. Then nothing is lost: the canary was never finished. */
  private boolean isNew(Canary canary) {
    return canary.made()
        || !gateways.gitea().commits().hasFile(gitea, canary.repository(), PIPELINE);
  }

  private static String frozen(String seen) {
    return seen + ", and a frozen run writes nothing; gitea-drone verify does";
  }
}
