package dev.giteadrone.bench;

import java.util.Locale;

/**
 * The most that a figure is meant to be.
 *
 * @param of what the limit is for
 * @param limit the largest value that holds
 */
record Target(Of of, double limit) {
  /** What a limit is for. */
  enum Of {
    /** How many times the base. */
    RATIO,
    /** The value in its own unit. */
    VALUE,
    /** There is no limit. */
    NOTHING
  }

  static final Target NONE = new Target(Of.NOTHING, 0);

  static Target ratio(double limit) {
    return new Target(Of.RATIO, limit);
  }

  static Target value(double limit) {
    return new Target(Of.VALUE, limit);
  }

  /** Whether there is a limit. */
  boolean isSet() {
    return of != Of.NOTHING;
  }

  /** Whether the figure is within the limit; always if there is none. */
  boolean holds(Figure figure) {
    return switch (of) {
      case RATIO -> figure.ratio().orElseThrow() <= limit;
      case VALUE -> figure.median() <= limit;
      case NOTHING -> true;
    };
  }

  String show(Unit unit) {
    return switch (of) {
      case RATIO -> String.format(Locale.ROOT, "≤ %.2f ×", limit);
      case VALUE -> "≤ " + unit.show(limit);
      case NOTHING -> "";
    };
  }
}
