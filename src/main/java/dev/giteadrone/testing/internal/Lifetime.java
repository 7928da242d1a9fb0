package dev.giteadrone.testing.internal;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Whether a handle can still be used. Thread-safe. */
public final class Lifetime {
  private final Endpoints endpoints;
  private final ReadWriteLock creations = new ReentrantReadWriteLock();
  private volatile boolean ending;
  private volatile boolean ended;

  /** The lifetime of a handle on these servers, which begins now. */
  public Lifetime(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /**
   * Creates something that must be removed at the end.
   *
   * @param creation also registers the removal
   * @throws IllegalStateException if the end has begun
   */
  public <T> T creating(Supplier<T> creation) {
    creations.readLock().lock();
    try {
      if (ending) {
        throw closed();
      }
      return creation.get();
    } finally {
      creations.readLock().unlock();
    }
  }

  /**
   * Begins the end: nothing more is created. Waits for the creations that have begun, so that
   * nothing is created after everything was removed.
   */
  public void beginEnd() {
    creations.writeLock().lock();
    try {
      ending = true;
    } finally {
      creations.writeLock().unlock();
    }
  }

  /** Ends it. */
  public void end() {
    ending = true;
    ended = true;
  }

  /**
   * Requires that the handle was not closed.
   *
   * @throws IllegalStateException if it was
   */
  public void requireOpen() {
    if (ended) {
      throw closed();
    }
  }

  private IllegalStateException closed() {
    return new IllegalStateException(
        "the servers of this handle are closed (Gitea %s, Drone %s): use it before close(), or"
                .formatted(endpoints.gitea(), endpoints.drone())
            + " before the end of the class it belongs to");
  }
}
