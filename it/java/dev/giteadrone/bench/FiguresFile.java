package dev.giteadrone.bench;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Properties;

/** The figures as a file of properties: what later runs are compared with. */
final class FiguresFile {
  private static final String HEAD =
      """
      # What scripts/bench measured: for each row the median, the noise as a part of it, and the ratio.
      # Written by scripts/bench --write.
      """;

  private static final String ORIGIN = "origin";

  private FiguresFile() {}

  static Figures read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  static Figures parse(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    Map<Measure, Figure> figures = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      String line = properties.getProperty(measure.key());
      if (line != null) {
        figures.put(measure, figure(line.split(" ", -1)));
      }
    }
    return new Figures(properties.getProperty(ORIGIN, ""), figures);
  }

  static String show(Figures figures) {
    StringBuilder text = new StringBuilder(HEAD);
    text.append(ORIGIN).append('=').append(figures.origin()).append('\n');
    figures.all().forEach((measure, figure) -> text.append(line(measure, figure)));
    return text.toString();
  }

  private static Figure figure(String[] parts) {
    return new Figure(
        Double.parseDouble(parts[0]),
        Double.parseDouble(parts[1]),
        parts.length > 2
            ? OptionalDouble.of(Double.parseDouble(parts[2]))
            : OptionalDouble.empty());
  }

  private static String line(Measure measure, Figure figure) {
    String both =
        String.format(Locale.ROOT, "%s=%.3f %.3f", measure.key(), figure.median(), figure.noise());
    return figure.ratio().isPresent()
        ? String.format(Locale.ROOT, "%s %.3f\n", both, figure.ratio().getAsDouble())
        : both + "\n";
  }
}
