package dev.giteadrone.report.html;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.RunReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** A verification of a host with one fault, with the words that the program has for it. */
final class BrokenSample {
  private BrokenSample() {}

  /** Nothing answers at Drone's URL. */
  static RunReport droneDown() {
    Problem problem =
        TestProblem.of(
            CheckId.DRONE_READY.id(),
            "checking https://drone.my-domain.tld",
            "the connection is refused",
            "check that the Drone server runs and that the URL is right");
    List<CheckResult> checks = new ArrayList<>();
    for (CheckId check : CheckId.values()) {
      if (check.compareTo(CheckId.DRONE_READY) < 0) {
        checks.add(CheckResult.passed(check, "as it should be"));
      } else if (check == CheckId.DRONE_READY) {
        checks.add(CheckResult.failed(check, problem));
      } else {
        checks.add(CheckResult.notReached(check, CheckId.DRONE_READY));
      }
    }
    return verified(checks);
  }

  /** The secrets file has a client secret that Gitea never gave out; Drone has a good one. */
  static RunReport wrongClientSecret() {
    return allBut(
        CheckId.OAUTH_SECRET,
        TestProblem.of(
            CheckId.OAUTH_SECRET.id(),
            "checking the file's client secret",
            "Gitea refuses it",
            "somebody edited the application over the API, or this checkout is behind",
            "git pull; if this checkout is the newest, gitea-drone bootstrap --allow-rotate"));
  }

  /** The secrets file has another RPC secret than Drone and the runners, which work. */
  static RunReport wrongRpcSecret() {
    return allBut(
        CheckId.DRONE_RPC_SECRET,
        TestProblem.of(
            CheckId.DRONE_RPC_SECRET.id(),
            "pinging Drone as a runner does",
            "Drone's RPC secret is not the file's",
            "the deploy did not restart Drone; or this checkout is behind",
            "gitea-drone plan shows which one it is"));
  }

  private static RunReport allBut(CheckId failed, Problem problem) {
    List<CheckResult> checks = new ArrayList<>(PageSample.passed(EnumSet.allOf(CheckId.class)));
    checks.replaceAll(check ->
        check.check() == failed
            ? CheckResult.failed(failed, problem, Duration.ofMillis(120))
            : check);
    return verified(checks);
  }

  private static RunReport verified(List<CheckResult> checks) {
    return PageSample.run(
        "verify", List.of(), checks, Optional.empty(), ExitCode.VERIFICATION_FAILED, 9);
  }
}
