package dev.giteadrone.io;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Prevents two runs on one configuration at the same time. The operating system holds the lock, so
 * it is free at once when a run is killed.
 */
public final class RunLock implements AutoCloseable {
  private static final Case HELD = Case.of(ProblemId.RUN_LOCK, "held", "holder");
  private static final Case UNSUPPORTED = Case.of(ProblemId.RUN_LOCK, "unsupported", "folder");

  private static final Case UNWRITABLE =
      Case.of(ProblemId.RUN_LOCK, "unwritable", "folder", "reason");

  private static final Duration LOOK = Duration.ofMillis(200);

  // A POSIX lock belongs to the process, and closing any of its descriptors releases it: a second
  // thread that only tries it would release the lock of the first. So a second thread must not open
  // the file.
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private RunLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the lock; waits while another run has it.
   *
   * @param folder as {@link StateFolder} gives it
   * @param command the command of this run, shown to runs that wait
   * @throws Failure if it is not free by {@code deadline}; the failure names the holder
   */
  public static RunLock acquire(Path folder, String command, Deadline deadline, Poller poller) {
    Poller.PollResult<RunLock> ended =
        poller.until(
            "another run of this configuration or with its files",
            deadline,
            LOOK,
            () ->
                attempt(folder, command)
                    .map(Poller.Poll::done)
                    .orElseGet(() -> Poller.Poll.notYet(holder(folder))));
    return ended.value().orElseThrow(() -> HELD.failure(ended.lastSeen()));
  }

  /** The folder of the lock file. */
  public Path folder() {
    return folder;
  }

  /** Releases the lock. */
  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(folder.resolve("holder"));
    } catch (IOException e) {
      // Closing a descriptor releases the lock even if it fails.
    } finally {
      HELD_HERE.remove(folder);
    }
  }

  private static Optional<RunLock> attempt(Path folder, String command) {
    if (!HELD_HERE.add(folder)) {
      return Optional.empty();
    }
    Optional<RunLock> lock = Optional.empty();
    try {
      lock = lock(folder);
      if (lock.isPresent()) {
        writeHolder(folder, command);
      }
      return lock;
    } catch (IOException e) {
      lock.ifPresent(RunLock::close);
      // Opening or writing a file fails with the path and the reason; a lock that is not supported
      // does not.
      throw e instanceof FileSystemException || FileFailures.isFull(e)
          ? UNWRITABLE.failure(e, folder, FileFailures.reason(e))
          : UNSUPPORTED.failure(e, folder);
    } finally {
      if (lock.isEmpty()) {
        HELD_HERE.remove(folder);
      }
    }
  }

  private static Optional<RunLock> lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      if (channel.tryLock() != null) {
        return Optional.of(new RunLock(folder, channel));
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return Optional.empty();
  }

  private static void writeHolder(Path folder, String command) throws IOException {
    String since =
        LocalTime.now(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern("HH:mm"));
    Files.writeString(
        folder.resolve("holder"),
        "pid %d since %s (%s)".formatted(ProcessHandle.current().pid(), since, command));
  }

  private static String holder(Path folder) {
    try {
      return "held by " + Text.neutral(Files.readString(folder.resolve("holder")), 200);
    } catch (IOException e) {
      // The lock was just taken or released.
      return "held by another process";
    }
  }
}
