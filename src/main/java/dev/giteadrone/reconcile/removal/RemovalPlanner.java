package dev.giteadrone.reconcile.removal;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.observed.RemovalObserved;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StrayTokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides what to remove. The user, its password and the record of how it was created stay. The
 * access token is removed near the end, because the steps before need it. Then the keys in the
 * admin file are removed.
 */
public final class RemovalPlanner {
  private static final Case UNKNOWN =
      Case.of(ProblemId.ADMIN_EXISTS, "removal-unknown", "gitea", "user", "adminFile");
  private static final Case TOKEN_STAYS =
      Case.of(ProblemId.ADMIN_EXISTS, "removal-token", "gitea", "user", "adminFile", "token");
  private static final Set<AdminKey> OF_TOKENS =
      EnumSet.of(
          AdminKey.TOKEN_NAME,
          AdminKey.TOKEN,
          AdminKey.PENDING_TOKENS,
          AdminKey.CLI_TOKEN_NAME,
          AdminKey.CLI_TOKEN);
  private static final Set<AdminKey> OF_THE_REST =
      EnumSet.of(
          AdminKey.DRONE_TOKEN,
          AdminKey.PENDING_ROTATION,
          AdminKey.PENDING_APP,
          AdminKey.PENDING_REDIRECTS,
          AdminKey.CREATED_APPS);

  private final Desired desired;

  /** Creates a planner for the servers of {@code desired}. */
  public RemovalPlanner(Desired desired) {
    this.desired = desired;
  }

  /** The plan: what is removed, and warnings about what stays. */
  public Plan plan(RemovalObserved seen) {
    if (!seen.known()) {
      return new Plan(Stage.DESTROY, List.of(), List.of(refused(UNKNOWN)), List.of());
    }
    List<Step> steps = new ArrayList<>();
    seen.canary()
        .ifPresent(canary -> {
          if (seen.canaryInDrone()) {
            steps.add(new DeactivateCanary(canary.owner(), canary.name()));
          }
          steps.add(new DeleteCanary(canary));
        });
    seen.apps().forEach(app -> steps.add(new DeleteApp(app)));
    seen.client()
        .map(id -> new RemoveClient(id, name(desired.secrets().host().file())))
        .ifPresent(steps::add);
    if (!seen.tokens().isEmpty()) {
      steps.add(new DeleteTokens(seen.tokens()));
    }
    boolean tokenStays = !seen.tokensKnown() && (hasToken(seen) || seen.allTokens());
    forget(seen, tokenStays).ifPresent(steps::add);
    List<Refusal> refusals =
        tokenStays
            ? List.of(refused(TOKEN_STAYS, seen.admin().text(AdminKey.TOKEN_NAME).orElse("it")))
            : List.of();
    return new Plan(Stage.DESTROY, steps, refusals, warnings(seen, steps));
  }

  private static boolean hasToken(RemovalObserved seen) {
    return seen.admin().get(AdminKey.TOKEN_NAME).isPresent()
        || !seen.admin().pendingTokens().isEmpty();
  }

  private Optional<Step> forget(RemovalObserved seen, boolean tokenStays) {
    Set<AdminKey> keys = EnumSet.copyOf(OF_THE_REST);
    if (!tokenStays) {
      keys.addAll(OF_TOKENS);
    }
    keys.removeIf(key -> seen.admin().get(key).isEmpty());
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(new ForgetKeys(List.copyOf(keys), name(desired.secrets().admin())));
  }

  private List<String> warnings(RemovalObserved seen, List<Step> steps) {
    List<String> warnings = new ArrayList<>();
    if (seen.canaryTaken()) {
      warnings.add(desired.canary().repository() + " was not created by this program, and is kept");
    }
    seen.droneUnknown()
        .ifPresent(
            why -> warnings.add("Drone cannot be asked to delete the canary's builds: " + why));
    warnings.addAll(
        StrayTokens.warnings(
            seen.strayTokens(), desired, "gitea-drone destroy --all-tokens deletes them"));
    if (!steps.isEmpty() && seen.admin().get(AdminKey.PASSWORD).isPresent()) {
      warnings.add(
          "the user "
              + desired.gitea().username()
              + " is kept, and its password stays in "
              + name(desired.secrets().admin()));
    }
    return warnings;
  }

  private Refusal refused(Case why, Object... more) {
    Object[] server = {
      desired.gitea().url(), desired.gitea().username(), desired.secrets().admin()
    };
    return new Refusal(
        "token",
        why.exit(),
        why.problem(Stream.concat(Arrays.stream(server), Arrays.stream(more)).toArray()));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
