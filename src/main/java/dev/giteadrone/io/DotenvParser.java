package dev.giteadrone.io;

import java.util.ArrayList;
import java.util.List;

/** Splits dotenv text into assignments; the states are those of systemd's {@code env-file.c}. */
final class DotenvParser {
  private static final String EXPORT = "export";
  private static final String ESCAPABLE = "\"\\`$";

  private enum State {
    BEFORE,
    BARE,
    BARE_ESCAPE,
    SINGLE,
    DOUBLE,
    DOUBLE_ESCAPE
  }

  private final String text;
  private final List<Dotenv.Entry> entries = new ArrayList<>();
  private int at;
  private int junkLines;
  private boolean complete = true;

  DotenvParser(String text) {
    this.text = text;
  }

  /** Reads the text to its end. */
  DotenvParser parse() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isNewline(c) || isBlank(c)) {
        at++;
      } else if (c == '#' || c == ';') {
        skipLine();
      } else {
        assignment();
      }
    }
    return this;
  }

  List<Dotenv.Entry> entries() {
    return entries;
  }

  /** Lines that are neither blank, comment nor assignment. */
  int junkLines() {
    return junkLines;
  }

  /** Whether no quote and no escape is left open at the end. */
  boolean complete() {
    return complete;
  }

  private void assignment() {
    int start = at;
    while (at < text.length() && !isNewline(text.charAt(at)) && text.charAt(at) != '=') {
      at++;
    }
    if (at == text.length() || text.charAt(at) != '=') {
      junkLines++;
      return;
    }
    String name = name(text.substring(start, at));
    at++;
    entries.add(new Dotenv.Entry(name, value(), start, at));
  }

  private static String name(String left) {
    String name = left.stripTrailing();
    boolean exported =
        name.startsWith(EXPORT)
            && name.length() > EXPORT.length()
            && isBlank(name.charAt(EXPORT.length()));
    return exported ? name.substring(EXPORT.length()).strip() : name;
  }

  /** Reads up to the end of the value, which may be some lines below. */
  private String value() {
    StringBuilder value = new StringBuilder();
    // Blanks at the end count only where they were quoted or escaped.
    int kept = 0;
    State state = State.BEFORE;
    boolean joined = false;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isNewline(c) && (state == State.BEFORE || state == State.BARE)) {
        break;
      }
      State next = next(state, c);
      joined = state == State.BARE_ESCAPE && isNewline(c);
      if (takes(state, next, c)) {
        if (state == State.DOUBLE_ESCAPE && ESCAPABLE.indexOf(c) < 0) {
          value.append('\\');
        }
        value.append(c);
      }
      if (!(next == State.BARE && state != State.BARE_ESCAPE && isBlank(c))) {
        kept = value.length();
      }
      state = next;
    }
    // An escaped line end at the very end would join the next line to be put there.
    complete = (state == State.BEFORE || state == State.BARE) && !joined;
    return value.substring(0, kept);
  }

  private static State next(State state, char c) {
    return switch (state) {
      case BEFORE ->
          switch (c) {
            case '\'' -> State.SINGLE;
            case '"' -> State.DOUBLE;
            case '\\' -> State.BARE_ESCAPE;
            default -> isBlank(c) ? State.BEFORE : State.BARE;
          };
      case BARE -> c == '\\' ? State.BARE_ESCAPE : State.BARE;
      case BARE_ESCAPE -> State.BARE;
      case SINGLE -> c == '\'' ? State.BEFORE : State.SINGLE;
      case DOUBLE ->
          switch (c) {
            case '"' -> State.BEFORE;
            case '\\' -> State.DOUBLE_ESCAPE;
            default -> State.DOUBLE;
          };
      case DOUBLE_ESCAPE -> State.DOUBLE;
    };
  }

  /** Whether this character, which led from one state to the next, belongs to the value. */
  private static boolean takes(State state, State next, char c) {
    return switch (state) {
      case BEFORE, BARE -> next == State.BARE;
      case SINGLE -> next == State.SINGLE;
      case DOUBLE -> next == State.DOUBLE;
      // An escaped line end joins two lines.
      case BARE_ESCAPE, DOUBLE_ESCAPE -> !isNewline(c);
    };
  }

  private void skipLine() {
    while (at < text.length() && !isNewline(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isNewline(char c) {
    return c == '\n' || c == '\r';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
