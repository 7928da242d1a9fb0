package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.CheckResult.Status;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.RunReport;
import java.util.List;
import java.util.stream.Stream;

/** What a report says is wrong. It must be one thing. */
record OneFailure(RunReport report, Problem problem) {

  /** Requires that this report shows one failure, and that it is this one. */
  static OneFailure of(RunReport report, ExitCode exit, String id) {
    List<Problem> shown =
        Stream.of(
                report.stages().stream()
                    .flatMap(stage -> stage.plan().refusals().stream())
                    .map(Refusal::problem),
                report.checks().stream().flatMap(check -> check.problem().stream()),
                report.problem().stream())
            .flatMap(problems -> problems)
            .distinct()
            .toList();
    assertThat(shown).as("%s", report).extracting(Problem::check).containsExactly(id);
    assertThat(report.exitCode()).as("%s", report).isEqualTo(exit);
    return new OneFailure(report, shown.getFirst());
  }

  static OneFailure of(RunReport report, ExitCode exit, CheckId check) {
    return of(report, exit, check.id());
  }

  OneFailure seen(String... words) {
    assertThat(problem.seen()).contains(words);
    return this;
  }

  OneFailure cause(String... words) {
    assertThat(problem.cause()).contains(words);
    return this;
  }

  OneFailure next(String... words) {
    assertThat(problem.next()).contains(words);
    return this;
  }

  /** Nothing else is blamed: these checks are not reached because of the one that failed. */
  OneFailure hides(CheckId... checks) {
    assertThat(report.checks())
        .filteredOn(each -> each.status() == Status.NOT_REACHED)
        .allMatch(each -> each.because().orElseThrow().id().equals(problem.check()))
        .extracting(CheckResult::check)
        .contains(checks);
    return this;
  }

  /** Nothing was written. */
  OneFailure unchanged() {
    assertThat(report.mutations()).isZero();
    return this;
  }
}
