package dev.giteadrone.reconcile.access;

import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.desired.GiteaTarget;
import dev.giteadrone.model.observed.AccessObserved;
import dev.giteadrone.model.observed.AccessObserved.PasswordState;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.AdminKey;
import dev.giteadrone.model.secret.AdminRecord;
import dev.giteadrone.model.server.ListedUser;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Chooses the way to create an administrator, and finds out what makes a way impossible. */
final class CreationChoice {
  private final GiteaTarget gitea;
  private final AccessProblems problems;

  CreationChoice(Desired desired) {
    this.gitea = desired.gitea();
    this.problems = new AccessProblems(desired);
  }

  /**
   * Whether Gitea's command line may be used.
   *
   * @param given whether the configuration has credentials of a Gitea user
   */
  boolean mayUseCli(AdminRecord admin, boolean given) {
    return !gitea.cli().isEmpty()
        && (admin.get(AdminKey.CREATED_BY).isPresent()
            || switch (gitea.way()) {
              case CLI, NEVER -> true;
              case AUTO -> !given;
              case TOKEN, SIGN_UP -> false;
            });
  }

  /**
   * Whether the sign-up form may be used.
   *
   * @param given whether the configuration has credentials of a Gitea user
   */
  boolean maySignUp(boolean given) {
    return switch (gitea.way()) {
      case SIGN_UP -> true;
      case AUTO -> !given && gitea.cli().isEmpty() && isLoopback();
      case CLI, TOKEN, NEVER -> false;
    };
  }

  /** The chosen way, or the reason why there is none. */
  sealed interface Choice {
    record Way(AdminCreation way, String why) implements Choice {}

    record No(Problem problem) implements Choice {}
  }

  private Choice choose(AccessObserved seen) {
    return switch (gitea.way()) {
      case CLI -> new Choice.Way(AdminCreation.CLI, "asked for");
      case TOKEN -> new Choice.Way(AdminCreation.TOKEN, "asked for");
      case SIGN_UP -> new Choice.Way(AdminCreation.SIGN_UP, "asked for");
      case NEVER -> new Choice.No(problems.never());
      case AUTO -> automatic(seen);
    };
  }

  private Choice automatic(AccessObserved seen) {
    if (seen.given().isPresent()) {
      return new Choice.Way(
          AdminCreation.TOKEN, "GITEA_TOKEN is " + seen.given().get().login() + "'s");
    }
    if (!gitea.cli().isEmpty()) {
      return new Choice.Way(AdminCreation.CLI, "gitea.admin.cli is set");
    }
    if (isLoopback()) {
      return new Choice.Way(AdminCreation.SIGN_UP, "Gitea is on loopback");
    }
    return new Choice.No(problems.noWay());
  }

  /**
   * What makes a way impossible, found before any request.
   *
   * @param ours whether an earlier run created a user of this name
   */
  Optional<Problem> obstacle(AdminCreation way, AccessObserved seen, boolean ours) {
    return switch (way) {
      case CLI -> cliObstacle(seen, ours);
      case TOKEN -> tokenObstacle(seen, ours);
      case SIGN_UP -> signUpObstacle(seen);
      case AUTO, NEVER -> throw new IllegalStateException("cannot be used: " + way);
    };
  }

  private Optional<Problem> cliObstacle(AccessObserved seen, boolean ours) {
    if (gitea.cli().isEmpty()) {
      return Optional.of(problems.noCli());
    }
    if (!(seen.account().listed() instanceof ListedUser.Present user)) {
      // A wrapper from before it could list users does not tell; a stranger may see the user.
      return ours || seen.existing().isEmpty()
          ? Optional.empty()
          : Optional.of(problems.nameTaken());
    }
    // A user that this program created would be an administrator from the start.
    if (!ours || !user.admin()) {
      return Optional.of(problems.nameTaken());
    }
    return user.active()
        ? Optional.empty()
        : Optional.of(problems.credentials(PasswordState.INACTIVE));
  }

  Optional<Problem> signUpObstacle(AccessObserved seen) {
    if (seen.users().orElse(0) > 0) {
      return Optional.of(problems.notFirst());
    }
    return switch (seen.account().signUp()) {
      case CLOSED -> Optional.of(problems.closed());
      case CAPTCHA -> Optional.of(problems.captcha());
      case OPEN, UNKNOWN -> Optional.empty();
    };
  }

  private Optional<Problem> tokenObstacle(AccessObserved seen, boolean ours) {
    if (seen.given().isEmpty()) {
      return Optional.of(problems.noGivenToken());
    }
    if (!seen.given().get().admin()) {
      return Optional.of(problems.givenTokenOf(seen.given().get().login()));
    }
    return ours || seen.existing().isEmpty() ? Optional.empty() : Optional.of(problems.nameTaken());
  }

  /** A configured way has priority over the way that an earlier run began. */
  Choice choice(AccessObserved seen, Optional<AdminCreation> pending) {
    Choice now = choose(seen);
    if (pending.isEmpty()) {
      return now;
    }
    boolean given =
        now instanceof Choice.Way(AdminCreation way, String ignored)
            && way != pending.get()
            && (way != AdminCreation.SIGN_UP || gitea.way() == AdminCreation.SIGN_UP);
    return given ? now : new Choice.Way(pending.get(), "an earlier run was interrupted");
  }

  /** The way that an interrupted run began. */
  static Optional<AdminCreation> pendingWay(AccessObserved seen) {
    return seen.admin()
        .text(AdminKey.PENDING_ADMIN)
        .flatMap(word ->
            List.of(AdminCreation.CLI, AdminCreation.TOKEN, AdminCreation.SIGN_UP).stream()
                .filter(way -> way.label().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst());
  }

  /** Only on a loopback address can nobody else be the first to sign up. */
  boolean isLoopback() {
    return Endpoint.of(gitea.url()).isLoopback();
  }
}
