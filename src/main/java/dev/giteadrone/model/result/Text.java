package dev.giteadrone.model.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes text that somebody else wrote safe to show. */
public final class Text {
  private Text() {}

  /**
   * One line without control characters, terminal escapes and direction marks, cut to {@code
   * length} characters.
   *
   * @param text what a server, a page or a child process said
   */
  public static String neutral(String text, int length) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), length));
    boolean gap = false;
    for (int i = 0; i < text.length() && out.length() < length; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isWhitespace(c) || Character.isISOControl(c)) {
        gap = !out.isEmpty();
      } else if (Character.getType(c) != Character.FORMAT
          && Character.getType(c) != Character.SURROGATE
          && Character.getType(c) != Character.PRIVATE_USE) {
        if (gap) {
          out.append(' ');
          gap = false;
        }
        out.appendCodePoint(c);
      }
    }
    return out.length() < length ? out.toString() : out.substring(0, length - 1) + "…";
  }

  /**
   * {@code text} whole, as one line without control characters, terminal escapes and direction
   * marks; blanks stay as they are.
   */
  public static String line(String text) {
    return lines(text).replace('\n', ' ');
  }

  /** As {@code neutral}, but keeps line breaks. */
  public static String lines(String text) {
    if (text.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\n')) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          switch (Character.getType(c)) {
            case Character.CONTROL -> out.append(c == '\n' ? '\n' : ' ');
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> out.append(' ');
            case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> {
              // Invisible or misleading characters.
            }
            default -> out.appendCodePoint(c);
          }
        });
    return out.toString();
  }

  /**
   * Words in lines.
   *
   * @param head the start of the first line
   * @param indent the start of each further line
   * @param words none is broken, so a longer one makes a longer line
   * @param width the longest line in characters
   */
  public static List<String> wrap(String head, String indent, List<String> words, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(head);
    boolean empty = true;
    for (String word : words) {
      if (!empty && length(line) + 1 + length(word) > width) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }

  private static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }

  /** Whether {@code text} holds {@code part}, whatever the case. */
  public static boolean contains(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
