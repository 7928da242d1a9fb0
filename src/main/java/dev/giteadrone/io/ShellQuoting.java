package dev.giteadrone.io;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Quotes words for a POSIX shell, so that it reads the same words and expands nothing. */
public final class ShellQuoting {
  // A hash begins a comment at the start of a word only. A tilde is always quoted: bash expands it
  // after an equals sign too.
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./:=,@%+-][A-Za-z0-9_./:=,@%+#-]*");

  private ShellQuoting() {}

  /** One word, in single quotes if it needs them. */
  public static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** A command line of these words. */
  public static String line(List<String> words) {
    return words.stream().map(ShellQuoting::word).collect(Collectors.joining(" "));
  }
}
