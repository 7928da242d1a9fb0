package dev.giteadrone.report.html;

import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.CheckResult.Status;
import dev.giteadrone.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of the wiring that is broken itself, and not only what connects it.
 *
 * @param check the one that shows it
 * @param seen what it saw
 */
record Fault(Place place, CheckId check, String seen) {

  /** Those of a run: of checks that failed, or of what stopped it. */
  static List<Fault> all(RunReport report) {
    List<Fault> faults = new ArrayList<>();
    for (Place place : Place.values()) {
      failed(place, report).or(() -> stopped(place, report)).ifPresent(faults::add);
    }
    return faults;
  }

  private static Optional<Fault> failed(Place place, RunReport report) {
    return report.checks().stream()
        .filter(check -> check.status() == Status.FAILED)
        .filter(check -> place.checks().contains(check.check()))
        .findFirst()
        .map(check -> new Fault(place, check.check(), seen(check)));
  }

  private static String seen(CheckResult check) {
    return check.problem().map(problem -> problem.seen()).orElse(check.text());
  }

  private static Optional<Fault> stopped(Place place, RunReport report) {
    return Edge.stoppedAt(place.checks(), report)
        .map(check -> new Fault(place, check, report.rootCause().orElseThrow().seen()));
  }

  /** The part, and what is wrong with it. */
  String describe() {
    return place.title() + ": failed, " + check.id();
  }
}
