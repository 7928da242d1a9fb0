package dev.giteadrone.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Dotenv text, read the way systemd reads an {@code EnvironmentFile} (its {@code env-file.c}),
 * except that {@code export} before a name is accepted. Edits change only the lines of the given
 * variables.
 */
public final class Dotenv {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./+=:@%,~-]*");

  /**
   * An assignment.
   *
   * @param start where its name (or {@code export}) starts
   * @param end where its value ends, the line's end not included
   */
  record Entry(String name, String value, int start, int end) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final String text;
  private final List<Entry> entries;
  private final boolean complete;
  private final boolean foreign;

  private Dotenv(String text, DotenvParser parsed) {
    this.text = text;
    this.entries =
        parsed.entries().stream().filter(entry -> NAME.matcher(entry.name()).matches()).toList();
    this.complete = parsed.complete();
    this.foreign = entries.isEmpty() && (parsed.junkLines() > 0 || !parsed.entries().isEmpty());
  }

  /** Parses {@code text}; lines that are no assignments are kept. */
  public static Dotenv parse(String text) {
    return new Dotenv(text, new DotenvParser(text).parse());
  }

  /** Each variable's value; where a name comes twice, the last one counts. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    entries.forEach(entry -> values.put(entry.name(), entry.value()));
    return values;
  }

  /** Whether every quote is closed, so that a line added at the end is separate. */
  public boolean complete() {
    return complete;
  }

  /** Whether the text is not dotenv: it has lines, but no assignment. */
  public boolean foreign() {
    return foreign;
  }

  /**
   * The text with {@code changes} in it. A variable that already has its value keeps its line, one
   * that is assigned several times is changed everywhere, a new one is put at the end.
   */
  public String with(Map<String, String> changes) {
    Map<String, String> now = values();
    StringBuilder out = new StringBuilder();
    int copied = 0;
    for (Entry entry : entries) {
      String value = changes.get(entry.name());
      if (value != null && !value.equals(now.get(entry.name()))) {
        out.append(text, copied, entry.start()).append(line(entry.name(), value));
        copied = entry.end();
      }
    }
    out.append(text, copied, text.length());
    List<String> added = new ArrayList<>();
    changes.forEach((name, value) -> {
      if (!now.containsKey(name)) {
        added.add(line(name, value));
      }
    });
    return append(out, added);
  }

  /** The text without the lines that assign any of {@code names}. */
  public String without(Set<String> names) {
    StringBuilder out = new StringBuilder();
    int copied = 0;
    for (Entry entry : entries) {
      if (names.contains(entry.name())) {
        out.append(text, copied, lineStart(entry.start(), copied));
        copied = lineEnd(entry.end());
      }
    }
    return out.append(text, copied, text.length()).toString();
  }

  private int lineStart(int at, int least) {
    int start = at;
    while (start > least && isBlank(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private int lineEnd(int at) {
    int end = at;
    while (end < text.length() && (isBlank(text.charAt(end)) || text.charAt(end) == '\r')) {
      end++;
    }
    return end < text.length() && text.charAt(end) == '\n' ? end + 1 : at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private String append(StringBuilder out, List<String> lines) {
    if (lines.isEmpty()) {
      return out.toString();
    }
    String newline = text.contains("\r\n") ? "\r\n" : "\n";
    boolean ended = out.isEmpty() || out.charAt(out.length() - 1) == '\n';
    String joined = String.join(newline, lines);
    return ended ? out + joined + newline : out + newline + joined;
  }

  private static String line(String name, String value) {
    return name + "=" + quoted(value);
  }

  /** The value as systemd, a shell and dotenv libraries all read it. */
  public static String quoted(String value) {
    if (PLAIN.matcher(value).matches()) {
      return value;
    }
    if (value.indexOf('\'') < 0 && value.indexOf('\\') < 0) {
      return "'" + value + "'";
    }
    return "\"" + value.replaceAll("[\"\\\\`$]", "\\\\$0") + "\"";
  }
}
