package dev.giteadrone.io;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A process of its own that takes a lock, says so, and keeps it until its input ends. */
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] args) throws IOException {
    Poller poller = new Poller(new Timeline(), Progress.SILENT);
    try (RunLock lock =
        RunLock.acquire(
            Path.of(args[0]), "bootstrap", Deadline.in(Duration.ofSeconds(10)), poller)) {
      System.out.println(lock.folder());
      while (System.in.read() >= 0) {}
    }
  }
}
