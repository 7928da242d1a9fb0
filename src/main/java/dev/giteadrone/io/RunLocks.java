package dev.giteadrone.io;

import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.TreeSet;

/** Several {@link RunLock}s that one run holds together. */
public final class RunLocks implements AutoCloseable {
  private final Deque<RunLock> held = new ArrayDeque<>();

  private RunLocks() {}

  /**
   * Takes all locks, in one order for all runs, so that no two runs wait for each other.
   *
   * @param folders as {@link StateFolder} gives them
   * @param command the command of this run, shown to runs that wait
   * @throws dev.giteadrone.model.result.Failure if one of them is not free by {@code deadline};
   *     none is held then
   */
  public static RunLocks acquire(
      Collection<Path> folders, String command, Deadline deadline, Poller poller) {
    RunLocks locks = new RunLocks();
    try {
      for (Path folder : new TreeSet<>(folders)) {
        locks.held.push(RunLock.acquire(folder, command, deadline, poller));
      }
    } catch (RuntimeException e) {
      locks.close();
      throw e;
    }
    return locks;
  }

  @Override
  public void close() {
    while (!held.isEmpty()) {
      held.pop().close();
    }
  }
}
