package dev.giteadrone.diagnosis;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A diagnosis as a page of text, as {@code explain} prints it. */
public final class Explanation {
  /** In characters. */
  private static final int WIDTH = 80;

  /** A word, or words with a command in backticks, which stays on one line to be copied. */
  private static final Pattern WORD = Pattern.compile("(?:`[^`]*`|\\S)+");

  private final Diagnosis diagnosis;
  private final List<String> lines = new ArrayList<>();

  private Explanation(Diagnosis diagnosis) {
    this.diagnosis = diagnosis;
  }

  /**
   * Everything about a problem.
   *
   * @param id the id that was asked for; it can be a member of a family
   */
  public static String page(String id, Diagnosis diagnosis) {
    return new Explanation(diagnosis).page(id);
  }

  /** What holds if all is well, with an indent. */
  public static String summary(Diagnosis diagnosis) {
    Explanation summary = new Explanation(diagnosis);
    summary.wrap("    ", "    ", diagnosis.holds());
    return summary.text();
  }

  private String page(String id) {
    lines.add(id);
    paragraph("", diagnosis.holds());
    paragraph("Symptom: ", diagnosis.symptom());
    diagnosis.about().forEach(text -> paragraph("", text));
    list("Causes:", diagnosis.causes());
    list("Do:", diagnosis.remedies());
    diagnosis.messages().values().stream().map(diagnosis::example).forEach(this::message);
    paragraph(
        "",
        diagnosis.exit().stream()
            .map(ExitCode::code)
            .map(String::valueOf)
            .collect(Collectors.joining(" or ", "Exit code: ", "")));
    return text();
  }

  private void message(Message message) {
    lines.add("");
    wrap("", "  ", "If it says: " + message.seen());
    part("  cause  ", message.cause());
    part("  next   ", message.next());
  }

  private void part(String head, String text) {
    if (!text.isEmpty()) {
      wrap(head, " ".repeat(head.length()), text);
    }
  }

  private void paragraph(String head, String text) {
    if (!text.isEmpty()) {
      lines.add("");
      wrap("", "", head + text);
    }
  }

  private void list(String head, List<String> items) {
    if (!items.isEmpty()) {
      lines.add("");
      lines.add(head);
      items.forEach(item -> wrap("- ", "  ", item));
    }
  }

  private void wrap(String head, String indent, String text) {
    List<String> words = WORD.matcher(text).results().map(MatchResult::group).toList();
    lines.addAll(Text.wrap(head, indent, words, WIDTH));
  }

  private String text() {
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }
}
