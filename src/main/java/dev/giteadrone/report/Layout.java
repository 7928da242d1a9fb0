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
 * @param width of a line in characters; a value that is longer is cut in the middle
 */
public record Layout(int width) {
  /** The default width. */
  public static final Layout STANDARD = new Layout(80);

  /** Nothing is cut or wrapped. */
  public static final Layout WIDE = new Layout(Integer.MAX_VALUE);

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final int VALUE_COLUMN = 14;

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

  /** As above, wrapped instead of cut. */
  public List<String> wrapped(Glyph glyph, String label, String text) {
    return wrap(head(glyph, label), text);
  }

  /** {@code next …}: a line below another one; wrapped, since commands are copied. */
  public List<String> detail(String key, String text) {
    return wrap("      %-7s ".formatted(key), text);
  }

  /** A problem with all its parts. */
  public List<String> problem(Glyph glyph, String label, Problem problem) {
    List<String> lines = new ArrayList<>(wrapped(glyph, label, problem.summary()));
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

  /** The label of a problem: its check's, or the first part of its id. */
  public static String label(Problem problem) {
    return Arrays.stream(CheckId.values())
        .filter(check -> check.id().equals(problem.check()))
        .map(CheckId::label)
        .findFirst()
        .orElse(problem.check().replaceFirst("\\..*", ""));
  }

  private static String head(Glyph glyph, String label) {
    return "  %s %-9s ".formatted(glyph.sign(), label);
  }

  private List<String> wrap(String head, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(head);
    String indent = " ".repeat(VALUE_COLUMN);
    boolean empty = true;
    List<String> rest = Text.lines(text).strip().lines().toList();
    for (String word : BLANKS.split(rest.isEmpty() ? "" : rest.getFirst(), -1)) {
      if (!empty && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString().stripTrailing());
    // Further lines come from a log, and are not changed.
    rest.stream().skip(1).forEach(log -> lines.add("    | " + log.strip()));
    return lines;
  }

  /** At most {@code length} characters of {@code text}, without its middle if it is longer. */
  static String cut(String text, int length) {
    int room = Math.max(length, 8);
    int count = text.codePointCount(0, text.length());
    if (count <= room) {
      return text;
    }
    int head = room / 2;
    int tail = room - head - 1;
    return text.substring(0, text.offsetByCodePoints(0, head))
        + "…"
        + text.substring(text.offsetByCodePoints(0, count - tail));
  }
}
