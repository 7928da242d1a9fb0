package dev.giteadrone.fleet;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.diagnosis.Interruption;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.fleet.HostLine;
import java.time.Duration;
import java.util.Optional;

/** Describes how a host ended; one without a run took no time. */
final class HostLines {
  private static final Case TOTAL = Case.of(ProblemId.RUN_TIMEOUT, "total", "what", "limit");

  private static final String TURN = "waiting for its turn";

  private HostLines() {}

  /** There was a run. */
  static HostLine ran(Host host, RunReport report, ExitCode code) {
    return HostLine.ran(host.name(), host.file().shown(), report, code);
  }

  /** There was no run, or it broke off without a report. */
  static HostLine failed(Host host, ExitCode code, Problem problem) {
    return line(host, HostLine.Status.REFUSED, code, HostLine.brief(problem), Optional.of(problem));
  }

  /** The time of all hosts was over before its turn. */
  static HostLine late(Host host, Duration total) {
    Failure failure = TOTAL.failure(TURN, Elapsed.describe(total));
    return notBegun(host, failure.exitCode(), failure.problem());
  }

  /** A run that had only the rest of the time of all hosts: if that ended it, this is said. */
  static HostLine cut(HostLine line, Duration total) {
    return line.problem()
        .filter(problem -> problem.id() == ProblemId.RUN_TIMEOUT)
        .map(problem -> line.with(TOTAL.problem(problem.summary(), Elapsed.describe(total))))
        .orElse(line);
  }

  /** Ctrl-C came before its turn. */
  static HostLine interrupted(Host host) {
    return notBegun(host, ExitCode.INTERRUPTED, Interruption.of(TURN, null).problem());
  }

  private static HostLine notBegun(Host host, ExitCode code, Problem problem) {
    return line(host, HostLine.Status.NOT_BEGUN, code, "not begun", Optional.of(problem));
  }

  private static HostLine line(
      Host host, HostLine.Status status, ExitCode code, String text, Optional<Problem> problem) {
    Optional<Desired> desired = host.desired();
    return new HostLine(
        host.name(),
        host.file().shown(),
        status,
        desired.map(some -> some.gitea().url().toString()).orElse(""),
        desired.map(some -> some.drone().url().toString()).orElse(""),
        Optional.empty(),
        Duration.ZERO,
        code,
        text,
        problem);
  }
}
