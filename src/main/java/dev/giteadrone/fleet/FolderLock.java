package dev.giteadrone.fleet;

import dev.giteadrone.io.RunLocks;
import dev.giteadrone.io.StateFolder;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Prevents two runs that write one report at the same time: each would remove the files of the
 * other.
 */
public final class FolderLock implements AutoCloseable {
  private final RunLocks locks;

  private FolderLock(RunLocks locks) {
    this.locks = locks;
  }

  /**
   * Takes the lock.
   *
   * @param folder of the report; without one, nothing is locked
   * @param command the command of this run, shown to others
   * @param environment the process's environment, which says where locks are
   * @throws dev.giteadrone.model.result.Failure if another run has it
   */
  public static FolderLock of(
      Optional<Path> folder, String command, Map<String, String> environment) {
    return new FolderLock(
        RunLocks.acquire(
            folder.stream().map(path -> StateFolder.of(path, environment)).toList(),
            command,
            Deadline.in(Duration.ZERO),
            new Poller(new Timeline(), Progress.SILENT)));
  }

  @Override
  public void close() {
    locks.close();
  }
}
