package dev.giteadrone.reconcile.access;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.server.GiteaState;
import dev.giteadrone.model.server.Obstacle;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Pace;
import dev.giteadrone.time.Poller;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits until Gitea is ready for requests. */
final class GiteaWait {
  private static final Case NOT_YET =
      Case.of(ProblemId.GITEA_READY, "not-yet", "server", "url", "way", "limit", "seen");
  private static final Case INSTALLING = Case.of(ProblemId.GITEA_READY, "installing", "url");

  private final Gitea gitea;
  private final Desired desired;
  private final Poller poller;
  private final Supplier<Deadline> deadline;
  private @Nullable Obstacle obstacle;
  private Deadline patience = Deadline.in(Duration.ZERO);

  GiteaWait(Gitea gitea, Desired desired, Poller poller, Supplier<Deadline> deadline) {
    this.gitea = gitea;
    this.desired = desired;
    this.poller = poller;
    this.deadline = deadline;
  }

  /**
   * Waits until Gitea is ready. What does not heal by itself ends the wait before the deadline.
   *
   * @return how long it took
   * @throws Failure with UNREACHABLE if it is not; with FAILED if Gitea is not installed yet
   */
  Duration ready() {
    Deadline end = deadline.get();
    Poller.PollResult<GiteaState> ended =
        poller.until("gitea", end, poller.pace().look(), this::look);
    URI url = desired.gitea().url();
    GiteaState state =
        ended
            .value()
            .orElseThrow(() ->
                Optional.ofNullable(obstacle)
                    .map(GiteaWait::failure)
                    .orElseGet(() ->
                        NOT_YET.failure(
                            "Gitea",
                            url,
                            desired.reach().describe(Endpoint.of(url)),
                            Elapsed.describe(end.limit()),
                            ended.lastSeen())));
    if (state instanceof GiteaState.Blocked(Obstacle last)) {
      throw failure(last);
    }
    if (state instanceof GiteaState.Installing) {
      throw INSTALLING.failure(url);
    }
    return ended.took();
  }

  private Poller.Poll<GiteaState> look() {
    GiteaState state = gitea.instance().state();
    return switch (state) {
      case GiteaState.NotReady(String seen) -> {
        obstacle = null;
        yield Poller.Poll.notYet(seen);
      }
      case GiteaState.Blocked(Obstacle now) -> {
        if (!now.equals(obstacle)) {
          obstacle = now;
          patience = Deadline.in(patience(now));
        }
        yield patience.passed() ? Poller.Poll.done(state) : Poller.Poll.notYet(now.seen());
      }
      case GiteaState.Ready ignored -> Poller.Poll.done(state);
      case GiteaState.Installing ignored -> Poller.Poll.done(state);
    };
  }

  private Duration patience(Obstacle now) {
    Pace pace = poller.pace();
    return switch (now.patience()) {
      case NONE -> Duration.ZERO;
      case SHORT -> pace.unchanged();
      case CERTIFICATE -> pace.selfSigned();
    };
  }

  private static Failure failure(Obstacle obstacle) {
    return new Failure(ExitCode.UNREACHABLE, obstacle.problem());
  }
}
