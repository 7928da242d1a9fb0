package dev.giteadrone.config;

import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one configuration, so that all are reported at once. */
final class Problems {
  private record At(int line, Problem problem) {}

  private final String file;
  private final List<At> found = new ArrayList<>();

  /**
   * Creates an empty collection.
   *
   * @param file the file's name as messages show it
   */
  Problems(String file) {
    this.file = file;
  }

  /**
   * Adds a problem of a key.
   *
   * @param id the check's id
   * @param line from 1; 0 if it is not in the file
   * @param what the key's path, or another name for the place
   * @param seen what was found, without secrets
   * @param next what to do
   */
  void add(String id, int line, String what, String seen, String next) {
    String place = line > 0 ? file + ":" + line : file;
    found.add(
        new At(
            line,
            Problem.of(id, place + " " + Text.neutral(what, 80), Text.neutral(seen, 300), next)));
  }

  /** Adds a problem outside the file, such as in the environment. */
  void addOutside(String id, String what, String seen, String next) {
    found.add(new At(Integer.MAX_VALUE, Problem.of(id, what, seen, next)));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** The exception with all problems. */
  InvalidConfig toException() {
    return new InvalidConfig(
        file, found.stream().sorted(Comparator.comparingInt(At::line)).map(At::problem).toList());
  }
}
