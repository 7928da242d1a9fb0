package dev.giteadrone.sandbox.process;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** When bytes may pass a relay. One object holds for all its connections. */
final class Traffic {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile long delayNanos;
  private boolean cut;

  /** Lets bytes that arrive from now on pass so much later. */
  void delay(Duration duration) {
    delayNanos = duration.toNanos();
  }

  /** Lets no byte pass, or lets them pass again. */
  void cut(boolean wanted) {
    lock.lock();
    try {
      cut = wanted;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** When what arrives now may pass, on {@link System#nanoTime()}'s scale. */
  long due() {
    return System.nanoTime() + delayNanos;
  }

  /** Returns when what is due then may pass. */
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
