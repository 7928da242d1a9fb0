package dev.giteadrone.sandbox.process;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Decides when bytes may pass a relay. All connections of a relay share one object. */
final class Traffic {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile long delayNanos;
  private boolean cut;

  /** Delays bytes that arrive from now on by this time. */
  void delay(Duration duration) {
    delayNanos = duration.toNanos();
  }

  /** Blocks all bytes, or lets them pass again. */
  void cut(boolean wanted) {
    lock.lock();
    try {
      cut = wanted;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** When bytes that arrive now may pass, in nanoseconds as {@link System#nanoTime()} counts. */
  long due() {
    return System.nanoTime() + delayNanos;
  }

  /** Waits until bytes with this time may pass. */
  void await(long due) throws InterruptedException {
    long left = due - System.nanoTime();
    if (left > 0) {
      Thread.sleep(Duration.ofNanos(left));
    }
    lock.lock();
    try {
      while (cut) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
