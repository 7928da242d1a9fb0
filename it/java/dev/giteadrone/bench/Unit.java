package dev.giteadrone.bench;

import java.util.Locale;

/** What a figure counts, and how it is shown. */
enum Unit {
  /** Seconds, to the millisecond. */
  SECONDS("%.3f s"),
  /** Megabytes of 1,000,000 bytes. */
  MEGABYTES("%.1f MB"),
  /** A number of things. */
  COUNT("%.0f");

  private final String format;

  Unit(String format) {
    this.format = format;
  }

  String show(double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
