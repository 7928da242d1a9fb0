package dev.giteadrone.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A command in one line, split where a shell would; nothing in it is expanded. */
final class ShellWords {
  private ShellWords() {}

  /** The words; empty if a quote is not closed. */
  static Optional<List<String>> split(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean escapes = c == '\\' && quote != '\'';
      if (escapes && i + 1 == line.length()) {
        return Optional.empty();
      } else if (escapes) {
        word.append(line.charAt(++i));
        inWord = true;
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        inWord = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return quote == 0 ? Optional.of(List.copyOf(words)) : Optional.empty();
  }
}
