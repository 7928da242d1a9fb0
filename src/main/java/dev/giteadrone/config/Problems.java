package dev.giteadrone.config;

import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one configuration, so that all of it is said at once. */
final class Problems {
  private record At(int line, Problem problem) {}

  private final String file;
  private final List<At> found = new ArrayList<>();

  /**
   * No problems yet.
   *
   * @param file the file's name as messages show it
   */
  Problems(String file) {
    this.file = file;
  }

  /**
   * Something is wrong with a key.
   *
   * @param id the check's id
   * @param line from 1; 0 if it is nowhere in the file
   * @param what the key's path, or other words for what is wrong
   * @param seen what is there, without secrets
   * @param next what helps
   */
  void add(String id, int line, String what, String seen, String next) {
    String place = line > 0 ? file + ":" + line : file;
    found.add(
        new At(
            line,
            Problem.of(id, place + " " + Text.neutral(what, 80), Text.neutral(seen, 300), next)));
  }

  /** Something is wrong outside the file, such as in the environment. */
  void addOutside(String id, String what, String seen, String next) {
    found.add(new At(Integer.MAX_VALUE, Problem.of(id, what, seen, next)));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** The one exception that says it all. */
  InvalidConfig toException() {
    return new InvalidConfig(
        file, found.stream().sorted(Comparator.comparingInt(At::line)).map(At::problem).toList());
  }
}
