package dev.giteadrone.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The figures as a table, for the terminal and for the manual. */
final class Table {
  private static final String UNKNOWN = "–";

  private Table() {}

  /**
   * Returns the table in aligned columns.
   *
   * @param checkedIn what the last but two columns show beside
   */
  static String text(Figures measured, Figures checkedIn) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "what", "measured", "median", "noise", "ratio", "", "checked in", "target", "holds"));
    for (Measure row : Measure.values()) {
      if (measured.of(row).isPresent()) {
        rows.add(cells(row, measured, Optional.of(checkedIn)));
      }
    }
    return rows.stream().map(row -> aligned(row, rows)).collect(Collectors.joining("\n", "", "\n"));
  }

  /** Returns the table as Markdown, with a row for every measure that is asked for. */
  static String markdown(Figures figures, Predicate<Measure> rows) {
    StringBuilder text = new StringBuilder();
    text.append("| what | measured | median | noise | ratio | | target | holds |\n");
    text.append("|---|---|--:|--:|--:|---|--:|---|\n");
    for (Measure row : Stream.of(Measure.values()).filter(rows).toList()) {
      text.append(
              cells(row, figures, Optional.empty()).stream()
                  .map(cell -> cell.isEmpty() ? "| " : "| " + cell + " ")
                  .collect(Collectors.joining()))
          .append("|\n");
    }
    return text.toString();
  }

  /** Whether each target holds, in one line, and which ones do not. */
  static String targets(Figures measured) {
    List<Measure> rows =
        Stream.of(Measure.values())
            .filter(row -> row.target().isSet() && measured.of(row).isPresent())
            .toList();
    List<String> missed =
        rows.stream()
            .filter(row -> !row.target().holds(measured.of(row).orElseThrow()))
            .map(Measure::describe)
            .toList();
    String count = (rows.size() - missed.size()) + " of " + rows.size() + " targets hold";
    return missed.isEmpty() ? count : count + "; not: " + String.join("; ", missed);
  }

  private static List<String> cells(Measure row, Figures measured, Optional<Figures> checkedIn) {
    Optional<Figure> figure = measured.of(row);
    List<String> cells = new ArrayList<>(List.of(row.subject(), row.quantity()));
    cells.add(figure.map(f -> row.unit().show(f.median())).orElse(UNKNOWN));
    cells.add(
        figure.map(f -> String.format(Locale.ROOT, "± %.0f %%", 100 * f.noise())).orElse(UNKNOWN));
    cells.add(figure.map(Table::ratio).orElse(""));
    cells.add(row.base().isEmpty() ? "" : row.base());
    checkedIn.ifPresent(all -> cells.add(all.of(row).map(f -> before(row, f)).orElse(UNKNOWN)));
    cells.add(row.target().show(row.unit()));
    cells.add(
        row.target().isSet()
            ? figure.map(f -> row.target().holds(f) ? "✔" : "✗").orElse(UNKNOWN)
            : "");
    return cells;
  }

  private static String ratio(Figure figure) {
    return figure.ratio().isPresent()
        ? String.format(Locale.ROOT, "%.2f ×", figure.ratio().getAsDouble())
        : "";
  }

  private static String before(Measure row, Figure figure) {
    return figure.ratio().isPresent() ? ratio(figure) : row.unit().show(figure.median());
  }

  /** Text is on the left of its column, numbers are on the right. */
  private static String aligned(List<String> row, List<List<String>> all) {
    return IntStream.range(0, row.size())
        .mapToObj(column -> {
          int width = all.stream().mapToInt(other -> other.get(column).length()).max().orElse(1);
          boolean left = column < 2 || column == 5 || column == 8;
          String cell = row.get(column);
          String gap = " ".repeat(width - cell.length());
          return left ? cell + gap : gap + cell;
        })
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }
}
