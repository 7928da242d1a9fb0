package dev.giteadrone.testing.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a handle has created and must remove, the newest first. */
public final class Removals implements AutoCloseable {
  private final Deque<Removal> removals = new ArrayDeque<>();

  /** Creates an empty list. */
  public Removals() {}

  private record Removal(String what, Runnable action) {}

  /**
   * Registers something to remove at the end.
   *
   * @param what for messages, such as {@code the repository me/demo}
   */
  public synchronized void add(String what, Runnable action) {
    removals.push(new Removal(what, action));
  }

  /**
   * Removes everything, even if this thread was interrupted: a test that ran too long must not
   * leave more than another one.
   *
   * @throws IllegalStateException with what could not be removed, after everything else was removed
   */
  @Override
  public synchronized void close() {
    boolean interrupted = Thread.interrupted();
    try {
      removeAll();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void removeAll() {
    IllegalStateException failed = null;
    while (!removals.isEmpty()) {
      Removal removal = removals.pop();
      try {
        removal.action().run();
      } catch (RuntimeException e) {
        IllegalStateException left =
            new IllegalStateException(
                "left behind: " + removal.what() + " (" + e.getMessage() + "); remove it by hand",
                e);
        if (failed == null) {
          failed = left;
        } else {
          failed.addSuppressed(left);
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
