package dev.giteadrone.report;

import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The layout of text lines: a glyph, a label column, and the text with the important value first.
 *
 * @param width of a line in characters; longer text is wrapped
 */
public record Layout(int width) {
  /** The width where no terminal has another one. */
  public static final Layout STANDARD = new Layout(80);

  /** Nothing is cut or wrapped. */
  public static final Layout WIDE = new Layout(Integer.MAX_VALUE);

  private static final int NARROWEST = 40;
  private static final int WIDEST = 120;
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final int VALUE_COLUMN = 14;

  /** The layout for a terminal with this many columns. */
  public static Layout of(int columns) {
    return new Layout(Math.clamp(columns, NARROWEST, WIDEST));
  }

  /** {@code ► access https://…}. */
  public String stage(Stage stage, String where) {
    String line = "%s %-8s %s".formatted(Glyph.STAGE.sign(), stage.label(), where).stripTrailing();
    return cut(Text.line(line), width);
  }

  /** {@code ✔ gitea 1.26.0, ready}: one line, cut in the middle if it is too long. */
  public String fact(Glyph glyph, String label, String text) {
    String head = head(glyph, label);
    return (head + cut(Text.line(text), width - head.length())).stripTrailing();
  }

  /** As above, wrapped; only a word that is longer than a line is cut. */
  public List<String> wrapped(Glyph glyph, String label, String text) {
    return wrap(head(glyph, label), VALUE_COLUMN, text, true);
  }

  /** {@code next …}: a line below another one; no word is cut, since commands are copied. */
  public List<String> detail(String key, String text) {
    return wrap("      %-7s ".formatted(key), VALUE_COLUMN, text, false);
  }

  /** A sentence with something in front of it; further lines are indented as far as the text. */
  public List<String> sentence(String head, String text) {
    return wrap(head, Math.max(head.length(), 2), text, true);
  }

  /** A problem with all its parts. */
  public List<String> problem(Glyph glyph, String label, Problem problem) {
    List<String> lines = new ArrayList<>(wrapped(glyph, label, problem.summary()));
    lines.addAll(details(problem));
    return lines;
  }

  /** What was tried, and on what. */
  public List<String> tried(Problem problem) {
    return detail("tried", problem.summary());
  }

  /** What was seen, the cause, and what to do. */
  public List<String> details(Problem problem) {
    List<String> lines = new ArrayList<>();
    if (!problem.seen().isEmpty()) {
      lines.addAll(detail("seen", problem.seen()));
    }
    if (!problem.cause().isEmpty()) {
      lines.addAll(detail("cause", problem.cause()));
    }
    if (!problem.next().isEmpty()) {
      lines.addAll(detail("next", problem.next()));
    }
    lines.addAll(detail("more", "gitea-drone explain " + problem.check()));
    return lines;
  }

  /** The commands that are left for the user, a line each. */
  public static List<String> next(List<String> commands) {
    List<String> lines = new ArrayList<>();
    for (String command : commands) {
      lines.add((lines.isEmpty() ? "Next: " : "      ") + command);
    }
    return lines;
  }

  /** The label of a problem: its check's, or the first part of its id. */
  public static String label(Problem problem) {
    return Arrays.stream(CheckId.values())
        .filter(check -> check.problem() == problem.id())
        .map(CheckId::label)
        .findFirst()
        .orElse(problem.id().subject());
  }

  /** A failure begins at the edge, so that it stands out among rows that are indented. */
  private static String head(Glyph glyph, String label) {
    String form = glyph == Glyph.FAILED ? "%s %-9s   " : "  %s %-9s ";
    return form.formatted(glyph.sign(), label);
  }

  private List<String> wrap(String head, int indent, String text, boolean cuts) {
    List<String> given = Text.lines(text).strip().lines().toList();
    List<String> words = List.of(BLANKS.split(given.isEmpty() ? "" : given.getFirst(), -1));
    List<String> fitting = cuts ? Shortening.of(words, width - indent) : words;
    List<String> lines = Text.wrap(head, " ".repeat(indent), fitting, width);
    // Further lines come from a log, and are not changed.
    given.stream().skip(1).forEach(log -> lines.add("    | " + log.strip()));
    return lines;
  }

  /** At most {@code length} characters of {@code text}, without its middle if it is longer. */
  static String cut(String text, int length) {
    return Shortening.middle(text, Math.max(length, 8));
  }
}
