package dev.giteadrone.cli.terminal;

/** A command that prints its failures in the format of its options. */
public interface ReportsErrors {
  /** The printer of failures. */
  ErrorPrinter complaints();
}
