package dev.giteadrone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** The files in the manual that show the figures. */
final class Page {
  /** What later runs are compared with. */
  static final Path FIGURES = Path.of("src/site/bench.properties");

  static final Path TEXT = Path.of("src/site/markdown/performance.md");

  /** Has the figures of many hosts alone. */
  static final Path MANY_HOSTS = Path.of("src/site/markdown/many-hosts.md");

  static final Path PLOT = Path.of("src/site/markdown/pictures/bench.svg");

  private static final String BEGIN = "<!-- figures: begin -->\n";
  private static final String END = "<!-- figures: end -->\n";

  private Page() {}

  /** Writes the figures, the table and the plot. */
  static void write(Figures figures) throws IOException {
    Files.writeString(FIGURES, FiguresFile.show(figures));
    // What is shown is what the file gives, which has rounded figures.
    Figures kept = FiguresFile.read(FIGURES);
    Files.writeString(TEXT, with(kept, Files.readString(TEXT)));
    Files.writeString(MANY_HOSTS, withManyHosts(kept, Files.readString(MANY_HOSTS)));
    Files.writeString(PLOT, Plot.svg(kept));
  }

  /** The page with these figures between its two marks. */
  static String with(Figures figures, String page) {
    return with(figures, page, row -> true);
  }

  /** As {@link #with}, with the figures of many hosts alone. */
  static String withManyHosts(Figures figures, String page) {
    return with(figures, page, Measure::isOfManyHosts);
  }

  private static String with(Figures figures, String page, Predicate<Measure> rows) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("no place for the figures: " + BEGIN.strip());
    }
    return page.substring(0, begin + BEGIN.length())
        + (figures.origin().isEmpty() ? "Nothing was measured yet." : figures.origin())
        + "\n\n"
        + Table.markdown(figures, rows)
        + page.substring(end);
  }
}
