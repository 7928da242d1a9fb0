package dev.giteadrone.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares figures with those that are checked in. */
final class Comparison {
  private static final double ALLOWED = 1.2;

  /** Figures are kept with three digits. */
  private static final double ROUNDING = 0.0005;

  private Comparison() {}

  /**
   * Tells what got worse.
   *
   * @param rows which rows are compared
   * @return a line for each row that is more than a fifth worse, and one for the rows that either
   *     side does not have
   */
  static List<String> worse(Collection<Measure> rows, Figures measured, Figures checkedIn) {
    List<String> problems = new ArrayList<>();
    lacking(rows, measured).ifPresent(names -> problems.add("not measured: " + names));
    lacking(rows, checkedIn)
        .ifPresent(names -> problems.add("not checked in: " + names + " (scripts/bench --write)"));
    for (Measure row : rows) {
      Optional<Figure> now = measured.of(row);
      Optional<Figure> before = checkedIn.of(row);
      if (now.isPresent()
          && before.isPresent()
          && isCompared(row)
          && isWorse(now.get(), before.get())) {
        problems.add(
            String.format(
                Locale.ROOT,
                "%s: %.2f instead of %.2f, which is more than a fifth worse",
                row.describe(),
                now.get().compared(),
                before.get().compared()));
      }
    }
    return problems;
  }

  private static Optional<String> lacking(Collection<Measure> rows, Figures figures) {
    String names =
        rows.stream()
            .filter(row -> figures.of(row).isEmpty())
            .map(Measure::describe)
            .collect(Collectors.joining("; "));
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }

  /** A time without a ratio tells how fast the machine is, not how good the program is. */
  private static boolean isCompared(Measure row) {
    return !row.base().isEmpty() || row.unit() != Unit.SECONDS;
  }

  private static boolean isWorse(Figure now, Figure before) {
    return now.compared() > before.compared() * ALLOWED + ROUNDING;
  }
}
