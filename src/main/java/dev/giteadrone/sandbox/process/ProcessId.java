package dev.giteadrone.sandbox.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Identifies a process, also if a later process gets the same number.
 *
 * @param pid its number
 * @param start its start time in the kernel's units, and the boot it belongs to
 */
public record ProcessId(long pid, String start) {
  private static final int START = 19;

  /** The running process with this number; empty if there is none. */
  public static Optional<ProcessId> of(long pid) {
    return ProcessTree.isZombie(pid)
        ? Optional.empty()
        : ProcessTree.field(pid, START).map(ticks -> new ProcessId(pid, boot() + "/" + ticks));
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return of(pid).equals(Optional.of(this));
  }

  /** Tells it to end; does nothing if it does not run any more. */
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
