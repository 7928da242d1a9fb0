package dev.giteadrone.gitea;

import dev.giteadrone.io.ShellQuoting;
import dev.giteadrone.model.result.Text;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * The operator's words before Gitea's command line. They are never shown whole: some may be secret.
 *
 * @param words program and first arguments, at least one
 */
record CommandPrefix(List<String> words) {
  /** The options of ssh(1) that take a value. */
  private static final String VALUED = "BbcDEeFIiJLlmOoPpQRSWw";

  /** Of these, what says which host is meant, and as whom. */
  private static final String TELLING = "FiJlp";

  CommandPrefix {
    words = List.copyOf(words);
  }

  /** The program's name without its folder. */
  String program() {
    return String.valueOf(
        Objects.requireNonNull(Path.of(words.getFirst()).getFileName(), "program"));
  }

  boolean isSsh() {
    return program().equals("ssh");
  }

  /** As it is shown: where ssh goes, or else the program. */
  String describe() {
    return isSsh()
        ? Text.neutral(connection(), 120)
        : Text.neutral(program(), 60) + " (gitea.admin.cli)";
  }

  /** A command to try by hand where Gitea's command line runs. */
  String there(String command) {
    return isSsh() ? Text.neutral(connection(), 120) + " " + command : command;
  }

  /**
   * {@code argument} as the program gets it: ssh joins its arguments with blanks and has the remote
   * shell take them apart again.
   */
  String passed(String argument) {
    return isSsh() ? ShellQuoting.word(argument) : argument;
  }

  private String connection() {
    StringBuilder shown = new StringBuilder(ShellQuoting.word(words.getFirst()));
    boolean named = false;
    Iterator<String> rest = words.listIterator(1);
    while (rest.hasNext()) {
      String word = rest.next();
      if (word.startsWith("-")) {
        int at = valued(word);
        if (at > 0) {
          String value = word.substring(at + 1);
          value = value.isEmpty() && rest.hasNext() ? rest.next() : value;
          if (TELLING.indexOf(word.charAt(at)) >= 0) {
            shown.append(" -").append(word.charAt(at)).append(' ').append(ShellQuoting.word(value));
          }
        }
      } else if (named) {
        break; // From here on it is the command.
      } else {
        shown.append(' ').append(ShellQuoting.word(word));
        named = true;
      }
    }
    return shown.toString();
  }

  /** Where in {@code word}, such as {@code -vp22}, the letter is whose value follows; or 0. */
  private static int valued(String word) {
    for (int i = 1; i < word.length(); i++) {
      if (VALUED.indexOf(word.charAt(i)) >= 0) {
        return i;
      }
    }
    return 0;
  }
}
