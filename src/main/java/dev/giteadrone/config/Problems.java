package dev.giteadrone.config;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

  /** A message whose first value is the place. */
  static Case message(ProblemId id, String key, String... more) {
    return Case.of(
        id, key, Stream.concat(Stream.of("place"), Arrays.stream(more)).toArray(String[]::new));
  }

  /**
   * Adds a problem of a key.
   *
   * @param id the check's id
   * @param line from 1; 0 if it is not in the file
   * @param what the key's path, or another name for the place
   * @param values without secrets
   */
  void add(String id, int line, String what, Case message, Object... values) {
    String place = line > 0 ? file + ":" + line : file;
    add(id, line, place + " " + Text.neutral(what, 80), message, List.of(values));
  }

  /** Adds a problem outside the file, such as in the environment. */
  void addOutside(String id, String what, Case message, Object... values) {
    add(id, Integer.MAX_VALUE, what, message, List.of(values));
  }

  private void add(String id, int line, String place, Case message, List<Object> values) {
    Stream<Object> shown = values.stream().map(value -> Text.neutral(String.valueOf(value), 300));
    found.add(
        new At(line, message.problemAs(id, Stream.concat(Stream.of(place), shown).toArray())));
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
