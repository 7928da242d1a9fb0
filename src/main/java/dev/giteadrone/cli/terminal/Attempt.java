package dev.giteadrone.cli.terminal;

/** A command whose failures are shown the way its options ask for. */
public interface Attempt {
  /** What shows them. */
  Complaints complaints();
}
