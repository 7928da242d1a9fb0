package dev.giteadrone.report.fleet;

import dev.giteadrone.report.JunitSuite;

/** How many test cases there are, and how they ended. */
record JunitTotals(int tests, int failures, int errors, int skipped) {
  static final JunitTotals NONE = new JunitTotals(0, 0, 0, 0);

  static JunitTotals of(JunitSuite suite) {
    return new JunitTotals(suite.tests(), suite.failures(), suite.errors(), suite.skipped());
  }

  JunitTotals and(JunitTotals other) {
    return new JunitTotals(
        tests + other.tests,
        failures + other.failures,
        errors + other.errors,
        skipped + other.skipped);
  }

  /** The larger number of each. */
  JunitTotals most(JunitTotals other) {
    return new JunitTotals(
        Math.max(tests, other.tests),
        Math.max(failures, other.failures),
        Math.max(errors, other.errors),
        Math.max(skipped, other.skipped));
  }

  /** How many did not pass. */
  int bad() {
    return failures + errors;
  }
}
