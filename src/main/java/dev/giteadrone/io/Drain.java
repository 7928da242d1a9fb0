package dev.giteadrone.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads a child's output while it runs, so that the child never blocks on a full pipe. */
final class Drain {
  private static final int MAX_OUTPUT = 16 * 1024 * 1024;

  // A child may leave a process behind that keeps the pipe open, such as the control master of ssh.
  // Everything that the child itself wrote is in the pipe by then.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final Thread thread;

  private Drain(InputStream in) {
    this.thread = Thread.ofPlatform().daemon().name("drain").unstarted(() -> read(in));
  }

  /** Starts to read {@code in}. */
  static Drain of(InputStream in) {
    Drain drain = new Drain(in);
    drain.thread.start();
    return drain;
  }

  /** The output; call it after the child has ended. */
  byte[] bytes() throws InterruptedException {
    thread.join(PATIENCE);
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
    }
  }
}
