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
 * Ends a child process together with all it has started, also what has since lost its parent: that
 * is still in the session that the child was started in.
 */
public final class ProcessTree {
  private static final Path PROC = Path.of("/proc");
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private ProcessTree() {}

  /**
   * Ends them; returns when they are gone. Call it once, right after the child ended or to end it.
   *
   * @param graceMillis how long the child may take its time after SIGTERM; 0 to kill it at once
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
   * Kills all processes that were started with a variable in their environment, whoever their
   * parents are now; returns when they are gone.
   *
   * @param assignment such as {@code NAME=value}
   */
  public static void endAllWith(String assignment) {
    boolean interrupted = Thread.interrupted();
    if (!kill(() -> with(assignment)) || interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns false if this thread was interrupted meanwhile. */
  private static boolean kill(Supplier<List<ProcessHandle>> look) {
    boolean interrupted = false;
    Set<ProcessHandle> killed = new LinkedHashSet<>();
    long start = System.nanoTime();
    // Whoever is killed may just have started another, so looks again until there is nobody.
    for (List<ProcessHandle> alive = look.get(); !alive.isEmpty(); alive = look.get()) {
      for (ProcessHandle process : alive) {
        if (killed.add(process)) {
          process.destroyForcibly();
        }
      }
      if (System.nanoTime() - start > LIMIT_NANOS) {
        break; // A killed process goes when the kernel lets it.
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

  /** The variables that a process was started with; none of a process of somebody else. */
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

  /** A process that has ended, but whose parent has not asked about it yet. */
  static boolean isZombie(long pid) {
    return field(pid, 0).equals(Optional.of("Z"));
  }

  /** A field of {@code /proc/PID/stat}: 0 is the state, 3 the session. */
  static Optional<String> field(long pid, int index) {
    try {
      String stat =
          Files.readString(
              PROC.resolve(Long.toString(pid)).resolve("stat"), StandardCharsets.ISO_8859_1);
      // The program's name comes before, in brackets, and may hold anything.
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
