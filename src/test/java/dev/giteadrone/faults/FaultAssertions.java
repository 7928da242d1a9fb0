package dev.giteadrone.faults;

import dev.giteadrone.faults.FaultCase.Outcome;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.simulated.GoodServers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Says what is wrong with how a case ended. */
final class FaultAssertions {
  /** Under load, an answer takes its time. */
  private static final Duration LONGEST =
      FaultCase.DEADLINE.plus(FaultCase.CALL_LIMIT).plusSeconds(8);

  /** Looks whose loop repeats them, and one that only looks better. */
  private static final Set<String> ASKED_ONCE =
      Set.of(
          "gitea GET /api/healthz",
          "drone GET /version",
          "drone GET /varz",
          "drone GET /login?code=bogus");

  private final FaultCase ran;
  private final Fault fault;
  private final String target;
  private final Outcome outcome;
  private final Object usual;
  private final List<String> wrong = new ArrayList<>();

  private FaultAssertions(FaultCase ran, String target, Outcome outcome, Object usual) {
    this.ran = ran;
    this.fault = Objects.requireNonNull(ran.fault);
    this.target = target;
    this.outcome = outcome;
    this.usual = usual;
  }

  /**
   * What is wrong; empty if all is as expected.
   *
   * @param usual the result when all is well
   */
  static List<String> of(FaultCase ran, String target, Outcome outcome, Object usual) {
    FaultAssertions verdict = new FaultAssertions(ran, target, outcome, usual);
    verdict.counts();
    verdict.secrets();
    verdict.end();
    if (outcome.took().compareTo(LONGEST) > 0) {
      verdict.wrong.add("took " + outcome.took());
    }
    return verdict.wrong.stream().map(what -> ran + ": " + what).toList();
  }

  static boolean askedOnce(String target) {
    return ASKED_ONCE.contains(target) || FaultCase.mutation(target);
  }

  /** What changes a server reaches it once at most; reads are repeated where that may help. */
  private void counts() {
    List<String> received = ran.received();
    for (String key : received) {
      int times = Collections.frequency(received, key);
      if (FaultCase.mutation(key) && times > 1) {
        wrong.add(key + " was sent " + times + " times");
      }
    }
    int times = Collections.frequency(received, target);
    if (fault == Fault.REFUSED) {
      return;
    }
    if (times == 0) {
      wrong.add("it was never sent");
    }
    boolean answersAtOnce = fault != Fault.TIME_OUT && fault != Fault.SLOW_TRICKLE;
    if (!askedOnce(target) && fault.passing && answersAtOnce && times < 2) {
      wrong.add("it was not repeated");
    }
  }

  private void secrets() {
    String all = outcome.thrown() == null ? String.valueOf(outcome.value()) : trace();
    if (all.contains(GoodServers.SECRET)) {
      wrong.add("shows a secret: " + all);
    }
    if (all.contains(Fault.BODY)) {
      wrong.add("shows the server's body: " + all);
    }
  }

  private String trace() {
    StringWriter out = new StringWriter();
    Objects.requireNonNull(outcome.thrown()).printStackTrace(new PrintWriter(out, true));
    outcome.failure().ifPresent(failure -> out.append(failure.problem().toString()));
    outcome.failure().ifPresent(failure -> out.append(failure.problem().cause()));
    return out.toString();
  }

  private void end() {
    if (outcome.thrown() != null && outcome.failure().isEmpty()) {
      wrong.add("ended with " + outcome.thrown());
    } else if (outcome.failure().isPresent()) {
      stopped(outcome.failure().get());
    } else if (!sameAsUsual() && !ran.operation.admits().test(fault, outcome.value())) {
      wrong.add("claims " + outcome.value());
    } else if (sameAsUsual() && FaultCase.mutation(target) && !ran.acted().contains(target)) {
      wrong.add("claims to have done what never was done");
    } else if (outcome.value() instanceof Boolean done && !done && acted()) {
      wrong.add("claims that nothing was done, which is not true");
    }
  }

  private boolean acted() {
    return FaultCase.mutation(target)
        && ran.acted().contains(target)
        && !target.endsWith("/user/login");
  }

  private boolean sameAsUsual() {
    String value = String.valueOf(outcome.value()).replace(ran.gitea.host(), "GITEA");
    return value.replace(ran.drone.host(), "DRONE").equals(usual);
  }

  private void stopped(Failure failure) {
    if (ran.passes && !askedOnce(target)) {
      wrong.add("did not get over it: " + failure.getMessage());
    }
    if (failure.exitCode() != fault.exit && !explained(failure)) {
      wrong.add("exit code " + failure.exitCode() + ": " + failure.getMessage());
    }
    boolean mayBeDone =
        FaultCase.mutation(target)
            && ran.acted().contains(target)
            && fault.exit == ExitCode.UNREACHABLE;
    if (mayBeDone && !failure.getMessage().contains("whether it was done is not known")) {
      wrong.add("does not say that it may have been done: " + failure.getMessage());
    }
    if (failure.problem().next().isBlank()) {
      wrong.add("does not say what to do next");
    }
  }

  /** Where a port knows more than the status, and where a loaded machine is too slow. */
  private boolean explained(Failure failure) {
    boolean explains =
        target.equals("drone POST /api/user/repos")
            || target.equals("drone POST /api/repos/boss/canary");
    return switch (fault) {
      case ERROR_500 -> explains && failure.exitCode() == ExitCode.FAILED;
      case HUGE_BODY -> failure.exitCode() == ExitCode.UNREACHABLE;
      default -> false;
    };
  }
}
