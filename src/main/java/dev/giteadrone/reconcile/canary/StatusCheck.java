package dev.giteadrone.reconcile.canary;

import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.server.CommitStatus;
import dev.giteadrone.time.Poller;
import java.util.List;

/** Checks whether Drone reports the result of the build on the commit in Gitea. */
record StatusCheck(CanaryRun run) {
  private static final String CONTEXT = "continuous-integration/drone/push";

  CheckResult check(Delivered pushed) {
    Poller.PollResult<CommitStatus> ended =
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
    if (ended.value().isPresent()) {
      return CheckResult.passed(
          CheckId.STATUS_REPORTED,
          ended.value().get().state() + ", on the commit in Gitea",
          ended.took());
    }
    run.requireTime(CheckId.STATUS_REPORTED, "looking for Drone's status on the commit", ended);
    return CheckResult.failed(
        CheckId.STATUS_REPORTED,
        Problem.of(
                CheckId.STATUS_REPORTED.id(),
                "looking for Drone's status on the commit",
                ended.lastSeen(),
                "log in to Drone once as the repository's owner, then gitea-drone verify")
            .because(
                "the owner's grant that Drone stored is no longer valid, or"
                    + " DRONE_STATUS_DISABLED is set"),
        ended.took());
  }
}
