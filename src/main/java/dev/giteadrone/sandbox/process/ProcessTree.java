package dev.giteadrone.sandbox.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Ends a child process and all processes that it has started. This includes processes that have
 * lost their parent: they are still in the session of the child.
 */
public final class ProcessTree {
  private static final Path PROC = Path.of("/proc");
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private ProcessTree() {}

  /**
   * Ends the processes, and returns when they have ended. Call it once, right after the child ended
   * or to end it.
   *
   * @param graceMillis time in milliseconds for the child to end after SIGTERM; 0 to kill it at
   *     once
   */
  public static void end(Process child, long graceMillis) {
    boolean interrupted = Thread.interrupted();
    if (graceMillis > 0 && child.isAlive()) {
      child.destroy();
      try {
        child.waitFor(graceMillis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (!kill(() -> of(child)) || interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Kills all processes that were started with a variable in their environment, and returns when
   * they have ended.
   *
   * @param assignment such as {@code NAME=value}
   */
  public static void endAllWith(String assignment) {
    boolean interrupted = Thread.interrupted();
    if (!kill(() -> with(assignment)) || interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns false if this thread was interrupted. */
  private static boolean kill(Supplier<List<ProcessHandle>> look) {
    boolean interrupted = false;
    Set<ProcessHandle> killed = new LinkedHashSet<>();
    long start = System.nanoTime();
    // A process may start another one just before it is killed, so this repeats until none is left.
    for (List<ProcessHandle> alive = look.get(); !alive.isEmpty(); alive = look.get()) {
      for (ProcessHandle process : alive) {
        if (killed.add(process)) {
          process.destroyForcibly();
        }
      }
      if (System.nanoTime() - start > LIMIT_NANOS) {
        break; // The kernel decides when a killed process ends.
      }
      interrupted |= !pause();
    }
    return !interrupted;
  }

  private static List<ProcessHandle> with(String assignment) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(process -> process.isAlive() && !isZombie(process.pid()))
        .filter(process -> environment(process.pid()).contains(assignment))
        .toList();
  }

  /** The variables that a process was started with; empty for a process of another user. */
  private static List<String> environment(long pid) {
    try {
      Path file = PROC.resolve(Long.toString(pid)).resolve("environ");
      return List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\0", -1));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static List<ProcessHandle> of(Process child) {
    return Stream.of(child.descendants(), inSession(child.pid()), Stream.of(child.toHandle()))
        .flatMap(processes -> processes)
        .distinct()
        .filter(process -> process.isAlive() && !isZombie(process.pid()))
        .toList();
  }

  private static Stream<ProcessHandle> inSession(long session) {
    return ProcessHandle.allProcesses()
        .filter(process -> field(process.pid(), 3).equals(Optional.of(Long.toString(session))));
  }

  /** Whether a process has ended, but its parent has not read its exit code yet. */
  static boolean isZombie(long pid) {
    return field(pid, 0).equals(Optional.of("Z"));
  }

  /** A field of {@code /proc/PID/stat}: 0 is the state, 3 the session. */
  static Optional<String> field(long pid, int index) {
    try {
      String stat =
          Files.readString(
              PROC.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
      // The name of the program comes first, in brackets, and may contain any character.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
      return fields.length > index ? Optional.of(fields[index]) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(3);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
