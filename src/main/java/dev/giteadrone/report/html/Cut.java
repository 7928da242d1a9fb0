package dev.giteadrone.report.html;

import dev.giteadrone.model.result.Text;
import dev.giteadrone.report.Shortening;

/**
 * Keeps the page small whatever is in the run.
 *
 * @param longest of a text, in characters; a longer one loses its middle
 * @param rows at most in one list
 * @param pages at most of all explanations, in characters
 */
public record Cut(int longest, int rows, int pages) {

  /** The text, safe to show, or its start and end and how long it was. */
  public String text(String text) {
    String safe = Text.lines(text);
    int length = safe.codePointCount(0, safe.length());
    return length <= longest
        ? safe
        : Shortening.middle(safe, longest) + " (shortened from " + length + " characters)";
  }

  /** The text without its middle, where there is only room for this many characters. */
  public String fit(String text, int room) {
    return Shortening.middle(Text.line(text), Math.min(room, longest));
  }
}
