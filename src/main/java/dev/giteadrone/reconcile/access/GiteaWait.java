package dev.giteadrone.reconcile.access;

import dev.giteadrone.gitea.Gitea;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.server.GiteaState;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.time.Duration;
import java.util.function.Supplier;

/** Waits until Gitea is ready for requests. */
record GiteaWait(Gitea gitea, Desired desired, Poller poller, Supplier<Deadline> deadline) {

  /**
   * Waits until Gitea is ready.
   *
   * @return how long it took
   * @throws Failure with UNREACHABLE at the deadline; with FAILED if Gitea is not installed yet
   */
  Duration ready() {
    Poller.PollResult<GiteaState> ended =
        poller.until(
            "gitea",
            deadline.get(),
            poller.pace().look(),
            () -> {
              GiteaState state = gitea.instance().state();
              return state instanceof GiteaState.NotReady(String seen)
                  ? Poller.Poll.notYet(seen)
                  : Poller.Poll.done(state);
            });
    GiteaState state =
        ended
            .value()
            .orElseThrow(() ->
                new Failure(
                    ExitCode.UNREACHABLE,
                    Problem.of(
                        "gitea.ready",
                        "waiting for Gitea at "
                            + desired.gitea().url()
                            + desired.reach().describe(Endpoint.of(desired.gitea().url())),
                        ended.lastSeen() + ", still after " + ended.took().toSeconds() + " s",
                        "check that it runs and that the URL is right, or give a longer --timeout")));
    if (state instanceof GiteaState.Installing) {
      throw new Failure(
          ExitCode.FAILED,
          Problem.of(
              "gitea.ready",
              "waiting for Gitea at " + desired.gitea().url(),
              "its installation page is up: it has no configuration yet, and anybody could install it",
              "set [security] INSTALL_LOCK = true and the database in its app.ini, deploy, and run this again"));
    }
    return ended.took();
  }
}
