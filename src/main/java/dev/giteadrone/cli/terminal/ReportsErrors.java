package dev.giteadrone.cli.terminal;

/** A command whose failures are shown the way its options ask for. */
public interface ReportsErrors {
  /** What shows them. */
  ErrorPrinter complaints();
}
