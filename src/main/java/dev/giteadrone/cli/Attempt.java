package dev.giteadrone.cli;

/** A command whose failures are shown the way its options ask for. */
interface Attempt {
  /** What shows them. */
  Complaints complaints();
}
