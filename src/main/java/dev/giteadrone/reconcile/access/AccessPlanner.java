package dev.giteadrone.reconcile.access;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.GiteaTarget;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.AccessObserved.PasswordState;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.server.GiteaUser;
import dev.giteadrone.model.server.ListedUser;
import dev.giteadrone.model.server.SignIn;
import dev.giteadrone.reconcile.Plan;
import dev.giteadrone.reconcile.RefusedPassword;
import dev.giteadrone.reconcile.Step;
import dev.giteadrone.reconcile.StrayTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides how to get an administrator and a token. */
public final class AccessPlanner {
  /** The smallest set of scopes that applications, the canary repository and its webhook need. */
  public static final List<String> SCOPES = List.of("write:user", "write:repository");

  private static final Case GIVEN_REFUSED = Case.of(ProblemId.ADMIN_EXISTS, "given-refused");
  private static final String GONE = "it was deleted in Gitea, and this program created it";

  private final GiteaTarget gitea;
  private final Desired desired;
  private final AccessProblems problems;
  private final CreationChoice choice;
  private final boolean asksForCode;

  /** Creates a planner for {@code desired}. */
  public AccessPlanner(Desired desired) {
    this(desired, false);
  }

  /**
   * Creates a planner for {@code desired}.
   *
   * @param asksForCode whether the run can ask somebody for a code of the second factor
   */
  public AccessPlanner(Desired desired, boolean asksForCode) {
    this.asksForCode = asksForCode;
    this.desired = desired;
    this.gitea = desired.gitea();
    this.problems = new AccessProblems(desired);
    this.choice = new CreationChoice(desired);
  }

  /** The plan of the access stage. */
  public Plan plan(AccessObserved seen) {
    Plan plan = planned(seen);
    List<String> warnings =
        StrayTokens.warnings(
            seen.account().strayTokens(),
            desired,
            "delete in Gitea's settings those that nobody uses");
    return new Plan(plan.stage(), plan.steps(), plan.refusals(), warnings);
  }

  private Plan planned(AccessObserved seen) {
    if (seen.token().isPresent()) {
      return withToken(seen);
    }
    if (seen.passwordWorks()) {
      return withPassword(seen);
    }
    Optional<Problem> barred = barred(seen);
    if (barred.isPresent()) {
      return refused(barred.get());
    }
    Optional<PasswordState> password = seen.password();
    if (password.filter(RefusedPassword::isRight).isPresent()) {
      return tokenByCli(seen, password.get());
    }
    Optional<AdminCreation> pending = CreationChoice.pendingWay(seen);
    if (password.isPresent() && pending.isEmpty()) {
      return recovery(seen, password.get())
          .orElseGet(() -> refused(problems.credentials(password.get())));
    }
    return withoutCredentials(seen, pending);
  }

  /** A problem that no credentials can solve, if there is one. */
  private Optional<Problem> barred(AccessObserved seen) {
    Optional<PasswordState> byToken =
        seen.account()
            .barred()
            .map(reason ->
                reason == SignIn.Reason.INACTIVE
                    ? PasswordState.INACTIVE
                    : PasswordState.MUST_CHANGE);
    return byToken
        .or(seen::password)
        .filter(state -> state == PasswordState.INACTIVE || state == PasswordState.MUST_CHANGE)
        .map(problems::credentials);
  }

  /** A token is enough: it needs no second factor, and the password stays as it is. */
  private Plan tokenByCli(AccessObserved seen, PasswordState state) {
    if (gitea.cli().isEmpty()) {
      return state == PasswordState.SECOND_FACTOR && asksForCode
          ? Plan.of(Stage.ACCESS, List.of(new CreateToken(gitea.username(), SCOPES)))
          : refused(problems.credentials(state));
    }
    if (seen.account().listed() instanceof ListedUser.Present user && !user.admin()) {
      return refused(problems.notAdmin());
    }
    String why =
        switch (state) {
          case SECOND_FACTOR -> "Gitea asks for a second factor with the password";
          case FORM_ONLY -> "Gitea's API accepts no password";
          case REFUSED -> "the password is refused, and the account has a second factor";
          case CURRENT, NEXT, UNTOLD, MUST_CHANGE, INACTIVE ->
              "the password is refused, perhaps because of a second factor";
        };
    return Plan.of(Stage.ACCESS, List.of(new CreateTokenByCli(gitea.username(), SCOPES, why)));
  }

  /**
   * Recovers an administrator that this program created. Gitea no longer accepts its credentials,
   * or a restored database does not have the user any more. The plan creates a token, sets the
   * stored password again, or creates the user again.
   */
  private Optional<Plan> recovery(AccessObserved seen, PasswordState state) {
    if (seen.admin().get(AdminKey.CREATED_BY).isEmpty()) {
      return Optional.empty();
    }
    if (!gitea.cli().isEmpty()) {
      return Optional.of(recoveryByCli(seen, state));
    }
    if (seen.given().filter(GiteaUser::admin).isPresent()) {
      return Optional.of(
          seen.existing().isPresent()
              ? reset(AdminCreation.TOKEN, true)
              : create(AdminCreation.TOKEN, false, GONE));
    }
    return seen.users().orElse(1) == 0 && choice.isLoopback()
        ? Optional.of(
            choice
                .signUpObstacle(seen)
                .map(AccessPlanner::refused)
                .orElseGet(() -> create(AdminCreation.SIGN_UP, false, GONE)))
        : Optional.empty();
  }

  private Plan recoveryByCli(AccessObserved seen, PasswordState state) {
    return switch (seen.account().listed()) {
      case ListedUser.Absent ignored -> create(AdminCreation.CLI, false, GONE);
      case ListedUser.Present user when !user.active() ->
          refused(problems.credentials(PasswordState.INACTIVE));
      case ListedUser.Present user when user.secondFactor() || state == PasswordState.UNTOLD ->
          tokenByCli(seen, state);
      case ListedUser.Present ignored -> reset(AdminCreation.CLI, true);
      case ListedUser.Unknown ignored ->
          state == PasswordState.UNTOLD ? tokenByCli(seen, state) : reset(AdminCreation.CLI, false);
    };
  }

  private Plan reset(AdminCreation way, boolean exists) {
    List<Step> steps = new ArrayList<>();
    steps.add(
        new ResetAdmin(
            way,
            gitea.username(),
            exists,
            "its password and token are both refused, and this program created it"));
    if (way == AdminCreation.TOKEN) {
      steps.add(new PromoteAdmin(gitea.username()));
    }
    steps.add(new CreateToken(gitea.username(), SCOPES));
    return Plan.of(Stage.ACCESS, steps);
  }

  private Plan withToken(AccessObserved seen) {
    List<Step> steps = new ArrayList<>();
    boolean admin = seen.user().orElseThrow().admin();
    if (!admin) {
      return refused(problems.notAdmin());
    }
    if (hasPending(seen)) {
      steps.add(new ClearPending(leftTokens(seen)));
    }
    finishPassword(seen, steps);
    return Plan.of(Stage.ACCESS, steps);
  }

  private Plan withPassword(AccessObserved seen) {
    List<Step> steps = new ArrayList<>();
    if (!seen.user().orElseThrow().admin()) {
      boolean ours =
          CreationChoice.pendingWay(seen).filter(way -> way == AdminCreation.TOKEN).isPresent();
      if (!ours || gitea.givenToken().isEmpty()) {
        return refused(problems.notAdmin());
      }
      steps.add(new PromoteAdmin(gitea.username()));
    }
    steps.add(new CreateToken(gitea.username(), SCOPES));
    finishPassword(seen, steps);
    return Plan.of(Stage.ACCESS, steps);
  }

  /** Finishes a password change that stopped before Gitea got the new password. */
  private void finishPassword(AccessObserved seen, List<Step> steps) {
    if (seen.admin().get(AdminKey.NEXT_PASSWORD).isPresent()
        && seen.password().equals(Optional.of(PasswordState.CURRENT))) {
      steps.add(new ChangePassword(gitea.username(), "an earlier run was interrupted"));
    }
  }

  private Plan withoutCredentials(AccessObserved seen, Optional<AdminCreation> pending) {
    if (gitea.givenToken().isPresent() && seen.given().isEmpty()) {
      return refused(GIVEN_REFUSED.problem());
    }
    return switch (choice.choice(seen, pending)) {
      case CreationChoice.Choice.No(Problem problem) -> refused(problem);
      case CreationChoice.Choice.Way(AdminCreation way, String why) -> {
        // The CLI sets a random password, so Gitea refuses the stored one until it is set. The
        // other ways send the stored password. A user that does not accept it was created by
        // somebody else.
        boolean ours = pending.filter(was -> was == way || was == AdminCreation.CLI).isPresent();
        yield choice
            .obstacle(way, seen, ours)
            .map(AccessPlanner::refused)
            .orElseGet(() ->
                ours && way == AdminCreation.CLI && hasSecondFactor(seen)
                    ? tokenByCli(seen, PasswordState.REFUSED)
                    : create(way, ours, why));
      }
    };
  }

  private static boolean hasSecondFactor(AccessObserved seen) {
    return seen.account().listed() instanceof ListedUser.Present user && user.secondFactor();
  }

  private Plan create(AdminCreation way, boolean resumed, String why) {
    List<Step> steps = new ArrayList<>();
    steps.add(new CreateAdmin(way, gitea.username(), resumed, why));
    if (way == AdminCreation.TOKEN) {
      steps.add(new PromoteAdmin(gitea.username()));
    }
    steps.add(new CreateToken(gitea.username(), SCOPES));
    return Plan.of(Stage.ACCESS, steps);
  }

  private static Plan refused(Problem problem) {
    return Plan.refused(Stage.ACCESS, new Refusal("admin", ExitCode.NOT_AUTHORISED, problem));
  }

  private static boolean hasPending(AccessObserved seen) {
    return seen.passwordWorks()
        && (seen.admin().get(AdminKey.PENDING_ADMIN).isPresent()
            || seen.admin().get(AdminKey.CLI_TOKEN).isPresent()
            || seen.password().equals(Optional.of(PasswordState.NEXT))
            || !seen.admin().pendingTokens().isEmpty());
  }

  private static List<String> leftTokens(AccessObserved seen) {
    Optional<String> current = seen.admin().text(AdminKey.TOKEN_NAME);
    return seen.admin().pendingTokens().stream()
        .filter(name -> !current.equals(Optional.of(name)))
        .toList();
  }
}
