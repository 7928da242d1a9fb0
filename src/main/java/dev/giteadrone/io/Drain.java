package dev.giteadrone.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Reads a child's output while it runs, so that the child never blocks on a full pipe. */
final class Drain {
  private static final int MAX_OUTPUT = 16 * 1024 * 1024;

  // A child may leave a process behind that keeps the pipe open, such as the control master of ssh.
  // Everything that the child itself wrote is in the pipe by then.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  // A run over many hosts starts thousands of children: threads are used again.
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("drain").factory());

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final CountDownLatch end = new CountDownLatch(1);

  private Drain() {}

  /** Starts to read {@code in}. */
  static Drain of(InputStream in) {
    Drain drain = new Drain();
    THREADS.execute(() -> drain.read(in));
    return drain;
  }

  /** The output; call it after the child has ended. */
  byte[] bytes() throws InterruptedException {
    boolean ignored = end.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    synchronized (kept) {
      return kept.toByteArray();
    }
  }

  private void read(InputStream in) {
    byte[] buffer = new byte[8192];
    try (in) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        synchronized (kept) {
          if (kept.size() < MAX_OUTPUT) {
            kept.write(buffer, 0, n);
          }
        }
      }
    } catch (IOException e) {
      // The child was killed; its output no longer matters.
    } finally {
      end.countDown();
    }
  }
}
