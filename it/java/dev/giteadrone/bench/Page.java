package dev.giteadrone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files in the manual that show the figures. */
final class Page {
  /** What later runs are compared with. */
  static final Path FIGURES = Path.of("src/site/bench.properties");

  static final Path TEXT = Path.of("src/site/markdown/performance.md");
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
    Files.writeString(PLOT, Plot.svg(kept));
  }

  /** The page with these figures between its two marks. */
  static String with(Figures figures, String page) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("no place for the figures: " + BEGIN.strip());
    }
    return page.substring(0, begin + BEGIN.length())
        + (figures.origin().isEmpty() ? "Nothing was measured yet." : figures.origin())
        + "\n\n"
        + Table.markdown(figures)
        + page.substring(end);
  }
}
