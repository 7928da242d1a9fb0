package dev.giteadrone.io;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.io.IOException;
import java.nio.channels.FileChannel;
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
 * Keeps two runs on one configuration apart. The operating system holds the lock, so that a killed
 * run's is free at once.
 */
public final class RunLock implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);

  // A POSIX lock belongs to the process and goes with the first of its descriptors that is closed:
  // a second thread that merely looked would release the first one's. So it must not get that far.
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private RunLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the lock, waiting for whoever has it.
   *
   * @param folder as {@link StateFolder} gives it
   * @param command what this run does, for those who wait for it
   * @throws Failure if it is not free by {@code deadline}; the failure says who holds it
   */
  public static RunLock acquire(Path folder, String command, Deadline deadline, Poller wait) {
    Poller.PollResult<RunLock> ended =
        wait.until(
            "another run of this configuration",
            deadline,
            LOOK,
            () ->
                attempt(folder, command)
                    .map(Poller.Poll::done)
                    .orElseGet(() -> Poller.Poll.notYet(holder(folder))));
    return ended
        .value()
        .orElseThrow(() ->
            new Failure(
                ExitCode.FAILED,
                Problem.of(
                    "run.lock",
                    "waiting for another run of this configuration",
                    ended.lastSeen(),
                    "wait until it is done, or end that process, which releases the lock")));
  }

  /** The folder it lies in. */
  public Path folder() {
    return folder;
  }

  /** Gives it back. */
  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(folder.resolve("holder"));
    } catch (IOException e) {
      // Closing a descriptor releases the lock whatever it answers.
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
      throw new Failure(
          ExitCode.FAILED,
          Problem.of(
              "run.lock",
              "locking " + folder,
              "the file system does not support locks",
              "set XDG_STATE_HOME to a local folder that can be written"),
          e);
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
      // It has just been taken or just been given back.
      return "held by another process";
    }
  }
}
