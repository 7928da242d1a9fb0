package dev.giteadrone.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The times of the short commands beside those of the shell script, as an SVG picture. */
final class Plot {
  private static final int LEFT = 190;
  private static final int BARS = 400;
  private static final int WIDTH = 720;
  private static final int TOP = 44;
  private static final int STEP = 46;

  private static final List<Row> ROWS =
      List.of(
          new Row(Measure.SCRIPT_WALL, Measure.SCRIPT_CPU),
          new Row(Measure.VERIFY_WALL, Measure.VERIFY_CPU),
          new Row(Measure.PLAN_WALL, Measure.PLAN_CPU),
          new Row(Measure.VERSION_WALL, Measure.VERSION_CPU),
          new Row(Measure.HELP_WALL, Measure.HELP_CPU),
          new Row(Measure.EXPLAIN_WALL, Measure.EXPLAIN_CPU));

  private static final String STYLE =
      """
      <style>
        text { font: 13px system-ui, sans-serif; fill: #24292f; }
        .page { fill: #ffffff; }
        .wall { fill: #2563a8; }
        .cpu { fill: #c2703a; }
        .line { stroke: #24292f; stroke-dasharray: 3 4; opacity: 0.5; }
        @media (prefers-color-scheme: dark) {
          text { fill: #d8dee4; }
          .page { fill: #0d1117; }
          .wall { fill: #6aa5e8; }
          .cpu { fill: #e39a68; }
          .line { stroke: #d8dee4; }
        }
      </style>
      """;

  private Plot() {}

  /** The two times of a command. */
  private record Row(Measure wall, Measure cpu) {}

  static String svg(Figures figures) {
    int height = TOP + ROWS.size() * STEP + 4;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" role=\"img\""
                + " aria-labelledby=\"title description\">\n",
            WIDTH,
            height));
    svg.append("<title id=\"title\">Wall and CPU time of the commands</title>\n");
    svg.append("<desc id=\"description\">").append(description(figures)).append("</desc>\n");
    svg.append(STYLE);
    // Its own background: a page may be dark where the picture is asked to be light.
    svg.append("<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n");
    svg.append(bar("wall", LEFT, 12, 12)).append(label(LEFT + 18, 23, "wall"));
    svg.append(bar("cpu", LEFT + 70, 12, 12)).append(label(LEFT + 88, 23, "CPU"));
    double scale = scale(figures);
    figures
        .of(Measure.SCRIPT_WALL)
        .ifPresent(script -> svg.append(line(LEFT + script.median() * scale, height)));
    int y = TOP;
    for (Row row : ROWS) {
      svg.append(label(8, y + 21, row.wall().subject()));
      svg.append(time("wall", row.wall(), figures, y, scale));
      svg.append(time("cpu", row.cpu(), figures, y + 17, scale));
      y += STEP;
    }
    return svg.append("</svg>\n").toString();
  }

  /** How many pixels a second is wide. */
  private static double scale(Figures figures) {
    OptionalDouble longest =
        ROWS.stream()
            .flatMap(row -> Stream.of(row.wall(), row.cpu()))
            .flatMap(measure -> figures.of(measure).stream())
            .mapToDouble(Figure::median)
            .max();
    return BARS / longest.orElse(1);
  }

  private static String time(String kind, Measure measure, Figures figures, int y, double scale) {
    Optional<Figure> figure = figures.of(measure);
    double width = figure.map(Figure::median).orElse(0.0) * scale;
    return bar(kind, LEFT, y, width)
        + label(LEFT + width + 6, y + 12, figure.map(f -> shown(measure, f)).orElse("–"));
  }

  private static String shown(Measure measure, Figure figure) {
    String median = measure.unit().show(figure.median());
    return figure.ratio().isPresent()
        ? String.format(Locale.ROOT, "%s · %.2f ×", median, figure.ratio().getAsDouble())
        : median;
  }

  private static String description(Figures figures) {
    List<String> all =
        ROWS.stream()
            .flatMap(row -> Stream.of(row.wall(), row.cpu()))
            .flatMap(measure ->
                figures.of(measure).stream().map(f -> measure.describe() + " " + shown(measure, f)))
            .toList();
    return all.isEmpty() ? "Nothing was measured yet." : String.join("; ", all) + ".";
  }

  private static String bar(String kind, double x, double y, double width) {
    return String.format(
        Locale.ROOT,
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"14\"/>\n",
        kind,
        x,
        y,
        width);
  }

  private static String label(double x, double y, String text) {
    return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>\n", x, y, text);
  }

  private static String line(double x, int height) {
    return String.format(
        Locale.ROOT,
        "<line class=\"line\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>\n",
        x,
        TOP - 8,
        x,
        height);
  }
}
