package dev.giteadrone.reconcile;

import dev.giteadrone.model.AccessObserved;
import dev.giteadrone.model.AccessObserved.PasswordState;
import dev.giteadrone.model.AdminKey;
import dev.giteadrone.model.AdminWay;
import dev.giteadrone.model.Desired;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.GiteaTarget;
import dev.giteadrone.model.GiteaUser;
import dev.giteadrone.model.Plan;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Stage;
import dev.giteadrone.model.Step;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides how to get an administrator and a token. */
final class AccessPlanner {
  /**
   * The least that applications, the canary repository and its webhook need (Gitea's token scopes).
   */
  static final List<String> SCOPES = List.of("write:user", "write:repository");

  private final GiteaTarget gitea;
  private final Desired desired;

  AccessPlanner(Desired desired) {
    this.desired = desired;
    this.gitea = desired.gitea();
  }

  Plan plan(AccessObserved seen) {
    if (seen.token().isPresent()) {
      return withToken(seen);
    }
    if (seen.passwordWorks()) {
      return withPassword(seen);
    }
    Optional<AdminWay> pending = pendingWay(seen);
    if (seen.password().isPresent() && pending.isEmpty()) {
      return recovery(seen).orElseGet(() -> refused(credentialsProblem(seen.password().get())));
    }
    return withoutCredentials(seen, pending);
  }

  /**
   * An administrator that we created and whose credentials Gitea no longer accepts, or that a
   * restored database does not know any more, is created or given its stored password again.
   */
  private Optional<Plan> recovery(AccessObserved seen) {
    if (seen.admin().get(AdminKey.CREATED_BY).isEmpty()
        || !seen.password().equals(Optional.of(PasswordState.REFUSED))) {
      return Optional.empty();
    }
    String why = "its password and token are both refused, and this program created it";
    if (!gitea.cli().isEmpty()) {
      return Optional.of(create(AdminWay.CLI, true, why));
    }
    if (seen.given().filter(GiteaUser::admin).isPresent()) {
      return Optional.of(create(AdminWay.TOKEN, true, why));
    }
    return seen.users().orElse(1) == 0 && isLoopback(gitea.url().getHost())
        ? Optional.of(create(AdminWay.SIGN_UP, true, why))
        : Optional.empty();
  }

  private Plan withToken(AccessObserved seen) {
    List<Step> steps = new ArrayList<>();
    boolean admin = seen.user().orElseThrow().admin();
    if (!admin) {
      return refused(notAdmin());
    }
    if (!seen.tokenGiven() && hasPending(seen)) {
      steps.add(new Step.ClearPending(leftTokens(seen)));
    }
    finishPassword(seen, steps);
    return Plan.of(Stage.ACCESS, steps);
  }

  private Plan withPassword(AccessObserved seen) {
    List<Step> steps = new ArrayList<>();
    if (!seen.user().orElseThrow().admin()) {
      boolean ours = pendingWay(seen).filter(way -> way == AdminWay.TOKEN).isPresent();
      if (!ours || gitea.givenToken().isEmpty()) {
        return refused(notAdmin());
      }
      steps.add(new Step.PromoteAdmin(gitea.username()));
    }
    steps.add(new Step.CreateToken(gitea.username(), SCOPES));
    finishPassword(seen, steps);
    return Plan.of(Stage.ACCESS, steps);
  }

  /** A password change that stopped before Gitea heard of it. */
  private void finishPassword(AccessObserved seen, List<Step> steps) {
    if (seen.admin().get(AdminKey.NEXT_PASSWORD).isPresent()
        && seen.password().equals(Optional.of(PasswordState.CURRENT))) {
      steps.add(new Step.ChangePassword(gitea.username(), "an earlier run was interrupted"));
    }
  }

  private Plan withoutCredentials(AccessObserved seen, Optional<AdminWay> pending) {
    if (gitea.givenToken().isPresent() && seen.given().isEmpty()) {
      return refused(
          Problem.of(
              "admin.exists",
              "signing in with GITEA_TOKEN",
              "Gitea refuses it",
              "give a token with the scopes write:admin, write:user and write:repository, or none"));
    }
    Choice choice = pending.map(this::resume).orElseGet(() -> choose(seen));
    return switch (choice) {
      case Choice.No(Problem problem) -> refused(problem);
      case Choice.Way(AdminWay way, String why) ->
          obstacle(way, seen, pending.isPresent())
              .map(AccessPlanner::refused)
              .orElseGet(() -> create(way, pending.isPresent(), why));
    };
  }

  private Plan create(AdminWay way, boolean resumed, String why) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.CreateAdmin(way, gitea.username(), resumed, why));
    if (way == AdminWay.TOKEN) {
      steps.add(new Step.PromoteAdmin(gitea.username()));
    }
    steps.add(new Step.CreateToken(gitea.username(), SCOPES));
    return Plan.of(Stage.ACCESS, steps);
  }

  private sealed interface Choice {
    record Way(AdminWay way, String why) implements Choice {}

    record No(Problem problem) implements Choice {}
  }

  private Choice resume(AdminWay way) {
    return new Choice.Way(way, "an earlier run was interrupted");
  }

  private Choice choose(AccessObserved seen) {
    return switch (gitea.way()) {
      case CLI -> new Choice.Way(AdminWay.CLI, "asked for");
      case TOKEN -> new Choice.Way(AdminWay.TOKEN, "asked for");
      case SIGN_UP -> new Choice.Way(AdminWay.SIGN_UP, "asked for");
      case NEVER ->
          new Choice.No(
              noCredentials(
                  "gitea.admin.create is never",
                  "set GITEA_TOKEN to a token of "
                      + gitea.username()
                      + ", or store its password: "
                      + storePassword()));
      case AUTO -> automatic(seen);
    };
  }

  private Choice automatic(AccessObserved seen) {
    if (seen.given().isPresent()) {
      return new Choice.Way(AdminWay.TOKEN, "GITEA_TOKEN is " + seen.given().get().login() + "'s");
    }
    if (!gitea.cli().isEmpty()) {
      return new Choice.Way(AdminWay.CLI, "gitea.admin.cli is set");
    }
    if (isLoopback(gitea.url().getHost())) {
      return new Choice.Way(AdminWay.SIGN_UP, "Gitea is on loopback");
    }
    return new Choice.No(
        noCredentials(
            "there are no stored credentials, no GITEA_TOKEN and no gitea.admin.cli, and the sign-up form is not used"
                + " off loopback unless asked for, because a stranger could be first",
            "set gitea.admin.cli to the prefix of Gitea's own command line, or GITEA_TOKEN to an administrator's token"));
  }

  /** What makes a way impossible before anything is sent. */
  private Optional<Problem> obstacle(AdminWay way, AccessObserved seen, boolean resumed) {
    return switch (way) {
      case CLI ->
          gitea.cli().isEmpty()
              ? Optional.of(
                  noCredentials(
                      "gitea.admin.cli is not set",
                      "set it to the prefix of Gitea's own command line"))
              : Optional.empty();
      case TOKEN -> tokenObstacle(seen, resumed);
      case SIGN_UP ->
          !resumed && seen.users().orElse(0) > 0
              ? Optional.of(
                  noCredentials(
                      "Gitea has users already, so whoever signs up now is no administrator",
                      "set gitea.admin.cli, or GITEA_TOKEN to an administrator's token, or store the password of "
                          + gitea.username()
                          + ": "
                          + storePassword()))
              : Optional.empty();
      case AUTO, NEVER -> throw new IllegalStateException("not a way: " + way);
    };
  }

  private Optional<Problem> tokenObstacle(AccessObserved seen, boolean resumed) {
    if (seen.given().isEmpty()) {
      return Optional.of(
          noCredentials(
              "GITEA_TOKEN is not set",
              "set it to an administrator's token with the scope write:admin"));
    }
    if (!seen.given().get().admin()) {
      return Optional.of(
          noCredentials(
              "GITEA_TOKEN belongs to " + seen.given().get().login() + ", who is no administrator",
              "give a token of an administrator"));
    }
    return resumed || seen.existing().isEmpty() ? Optional.empty() : Optional.of(nameTaken());
  }

  /** The problem of a user that exists and that we did not create. */
  Problem nameTaken() {
    return Problem.of(
        "admin.exists",
        "creating the administrator " + gitea.username(),
        "the user name is taken, and users that this program did not create are never changed",
        "choose another gitea.admin.username, or, if it is yours, store its password: "
            + storePassword());
  }

  private Problem credentialsProblem(PasswordState state) {
    String tried =
        "signing in as " + gitea.username() + " with the password in " + desired.secrets().admin();
    return switch (state) {
      case MUST_CHANGE ->
          Problem.of(
              "admin.exists",
              tried,
              "Gitea wants the password changed first",
              "change it in the browser, then store the new one: " + storePassword());
      case INACTIVE ->
          Problem.of(
              "admin.exists",
              tried,
              "the account is not active, or prohibited from signing in",
              "activate it in Gitea's site administration");
      case REFUSED, CURRENT, NEXT ->
          Problem.of(
                  "admin.exists",
                  tried,
                  "Gitea refuses it",
                  "store the right one: "
                      + storePassword()
                      + "; or, with a second factor, set GITEA_TOKEN to a token of "
                      + gitea.username())
              .because(
                  "the password is wrong, or the account has a second factor: Gitea answers the same to both");
    };
  }

  private Problem noCredentials(String seen, String next) {
    return Problem.of(
        "admin.exists", "finding a way to the administrator " + gitea.username(), seen, next);
  }

  private Problem notAdmin() {
    return Problem.of(
        "admin.is-admin",
        "using " + gitea.username() + " as the administrator",
        "it is an ordinary user",
        "make it one in Gitea's site administration, or name another user in gitea.admin.username");
  }

  private String storePassword() {
    return "sops edit " + desired.secrets().admin() + " (key " + AdminKey.PASSWORD.key() + ")";
  }

  private static Plan refused(Problem problem) {
    return new Plan(
        Stage.ACCESS,
        List.of(),
        List.of(new Plan.Refusal("admin", ExitCode.NOT_AUTHORISED, problem)),
        List.of());
  }

  private static Optional<AdminWay> pendingWay(AccessObserved seen) {
    return seen.admin()
        .text(AdminKey.PENDING_ADMIN)
        .flatMap(word ->
            List.of(AdminWay.CLI, AdminWay.TOKEN, AdminWay.SIGN_UP).stream()
                .filter(way -> way.label().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst());
  }

  private static boolean hasPending(AccessObserved seen) {
    return seen.passwordWorks()
        && (seen.admin().get(AdminKey.PENDING_ADMIN).isPresent()
            || seen.password().equals(Optional.of(PasswordState.NEXT))
            || !seen.admin().pendingTokens().isEmpty());
  }

  private static List<String> leftTokens(AccessObserved seen) {
    Optional<String> current = seen.admin().text(AdminKey.TOKEN_NAME);
    return seen.admin().pendingTokens().stream()
        .filter(name -> !current.equals(Optional.of(name)))
        .toList();
  }

  /**
   * Literal addresses and {@code localhost} only: a name somebody else resolves for us proves
   * nothing.
   */
  static boolean isLoopback(String host) {
    String bare = host.replace("[", "").replace("]", "");
    if (bare.equalsIgnoreCase("localhost")) {
      return true;
    }
    if (!bare.matches("[0-9.]+|[0-9a-fA-F:]+")) {
      return false;
    }
    try {
      return InetAddress.getByName(bare).isLoopbackAddress();
    } catch (java.net.UnknownHostException e) {
      return false;
    }
  }
}
