package dev.giteadrone.sandbox;

import java.util.List;
import java.util.stream.Collectors;

/** Writes words for a POSIX shell. */
final class Shell {
  private Shell() {}

  /** One word, whatever is in it. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** A command line. */
  static String line(List<String> words) {
    return words.stream().map(Shell::quoted).collect(Collectors.joining(" "));
  }
}
