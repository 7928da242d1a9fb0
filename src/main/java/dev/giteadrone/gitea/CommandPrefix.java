package dev.giteadrone.gitea;

import dev.giteadrone.io.ShellQuoting;
import dev.giteadrone.model.result.Text;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * The operator's command prefix for Gitea's command line. It is never shown in full, because parts
 * of it may be secret.
 *
 * @param words program and first arguments, at least one
 */
record CommandPrefix(List<String> words) {
  /** The options of ssh(1) that have a value. */
  private static final String VALUED = "BbcDEeFIiJLlmOoPpQRSWw";

  /** Those of them that select the host and the user. */
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

  /** The prefix in a form that may be shown: the destination of ssh, or else the program. */
  String describe() {
    return isSsh()
        ? Text.neutral(connection(), 120)
        : Text.neutral(program(), 60) + " (gitea.admin.cli)";
  }

  /** A command that the operator can try where Gitea's command line runs. */
  String there(String command) {
    return isSsh() ? Text.neutral(connection(), 120) + " " + command : command;
  }

  /**
   * {@code argument} in the form the program needs: ssh joins its arguments with blanks, and the
   * remote shell splits them again.
   */
  String passed(String argument) {
    return isSsh() ? ShellQuoting.word(argument) : argument;
  }

  /**
   * ssh with all its options and the destination, without the remote command: to be run, never
   * shown.
   */
  List<String> login() {
    int at = 1;
    while (at < words.size() && words.get(at).startsWith("-")) {
      int letter = valued(words.get(at));
      at += letter > 0 && letter == words.get(at).length() - 1 ? 2 : 1;
    }
    return words.subList(0, Math.min(at + 1, words.size()));
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
        break; // Here the remote command begins.
      } else {
        shown.append(' ').append(ShellQuoting.word(word));
        named = true;
      }
    }
    return shown.toString();
  }

  /**
   * The index in {@code word}, such as {@code -vp22}, of the option letter that has a value; 0 if
   * there is none.
   */
  private static int valued(String word) {
    for (int i = 1; i < word.length(); i++) {
      if (VALUED.indexOf(word.charAt(i)) >= 0) {
        return i;
      }
    }
    return 0;
  }
}
