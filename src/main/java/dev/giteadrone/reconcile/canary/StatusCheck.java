package dev.giteadrone.reconcile.canary;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.server.CommitStatus;
import dev.giteadrone.time.Poller;
import java.util.List;

/** Checks whether Drone reports the result of the build on the commit in Gitea. */
record StatusCheck(CanaryRun run) {
  private static final Case MISSING = Case.of(ProblemId.STATUS_REPORTED, "missing", "seen");
  private static final Case UNFINISHED = Case.of(ProblemId.STATUS_REPORTED, "unfinished", "build");
  private static final String CONTEXT = "continuous-integration/drone/push";

  /**
   * Waits for the status.
   *
   * @param ended whether the build has ended; if not, there is nothing to wait for
   */
  CheckResult check(Delivered pushed, boolean ended) {
    if (!ended) {
      return CheckResult.failed(
          CheckId.STATUS_REPORTED, UNFINISHED.problem(pushed.build().number()));
    }
    Poller.PollResult<CommitStatus> reported =
        run.poller()
            .until(
                "status",
                run.deadline().get().within(run.poller().pace().status()),
                run.poller().pace().buildLook(),
                () -> {
                  List<CommitStatus> ours =
                      run
                          .gateways()
                          .gitea()
                          .commits()
                          .statuses(run.gitea(), pushed.repository(), pushed.commit())
                          .stream()
                          .filter(status -> status.context().equals(CONTEXT))
                          .toList();
                  return ours.stream()
                      .filter(status -> !status.state().equals("pending"))
                      .findFirst()
                      .map(Poller.Poll::done)
                      .orElseGet(() ->
                          Poller.Poll.notYet(
                              ours.isEmpty()
                                  ? "no status of Drone on the commit"
                                  : "Drone's status is still pending"));
                });
    if (reported.value().isPresent()) {
      return CheckResult.passed(
          CheckId.STATUS_REPORTED,
          reported.value().get().state() + ", on the commit in Gitea",
          reported.took());
    }
    run.requireTime("waiting for Drone's status on the commit", reported);
    return CheckResult.failed(
        CheckId.STATUS_REPORTED, MISSING.problem(reported.lastSeen()), reported.took());
  }
}
