package dev.giteadrone.sandbox.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process, told apart from a later one that has the same number.
 *
 * @param pid its number
 * @param start when it was started, as the kernel counts, and in which boot
 */
public record ProcessId(long pid, String start) {
  private static final int START = 19;

  /** The process that has this number now; empty if there is none, or if it has ended. */
  public static Optional<ProcessId> of(long pid) {
    return ProcessTree.isZombie(pid)
        ? Optional.empty()
        : ProcessTree.field(pid, START).map(ticks -> new ProcessId(pid, boot() + "/" + ticks));
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return of(pid).equals(Optional.of(this));
  }

  /** Asks it to end; does nothing if it does not run any more. */
  public void terminate() {
    if (isAlive()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    }
  }

  private static String boot() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
