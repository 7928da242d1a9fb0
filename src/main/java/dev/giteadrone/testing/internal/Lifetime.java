package dev.giteadrone.testing.internal;

/** Whether a handle can still be used. Thread-safe. */
public final class Lifetime {
  private final Endpoints endpoints;
  private volatile boolean ended;

  /** The lifetime of a handle on these servers, which begins now. */
  public Lifetime(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /** Ends it. */
  public void end() {
    ended = true;
  }

  /**
   * Requires that the handle was not closed.
   *
   * @throws IllegalStateException if it was
   */
  public void requireOpen() {
    if (ended) {
      throw new IllegalStateException(
          "the servers of this handle are closed (Gitea %s, Drone %s): use it before close(), or"
                  .formatted(endpoints.gitea(), endpoints.drone())
              + " before the end of the class it belongs to");
    }
  }
}
