package dev.giteadrone.sandbox;

import dev.giteadrone.io.RunLock;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.sandbox.process.Cgroups;
import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.ProcessId;
import dev.giteadrone.sandbox.process.ProcessTree;
import dev.giteadrone.sandbox.process.Spawner;
import dev.giteadrone.sandbox.server.Docker;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Stops a detached sandbox, even if its process was killed. */
final class DetachedEnd {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final DetachedFolder folder;

  DetachedEnd(DetachedFolder folder) {
    this.folder = folder;
  }

  /**
   * Stops all processes. If another process is starting the sandbox, waits for it first.
   *
   * @param keep whether to keep the data
   */
  void down(boolean keep) {
    // This comes before the lock. A process that is starting the sandbox sees that the start has
    // ended, and releases the lock.
    folder.read().flatMap(DetachedState::process).ifPresent(ProcessId::terminate);
    try (RunLock lock = folder.lock("sandbox down", Progress.SILENT)) {
      Optional<DetachedState> known = folder.read();
      if (known.isEmpty()) {
        return;
      }
      stop(known.get());
      if (keep && known.get().isWhole()) {
        folder.write(known.get().in(DetachedState.Phase.STOPPED));
        return;
      }
      DetachedFolder.removeServers(known.get());
      Folder.delete(folder.root());
    }
  }

  /**
   * Stops what runs, and removes what a killed process could not remove. The caller must hold the
   * lock.
   */
  void stop(DetachedState state) {
    boolean ended = state.process().filter(this::endsInTime).isPresent();
    if (!state.mark().isEmpty()) {
      ProcessTree.endAllWith(Spawner.MARK + "=" + state.mark());
    }
    if (ended) {
      return;
    }
    state.process().ifPresent(process -> Cgroups.removeAll(Docker.groups(process.pid())));
    Path servers = Path.of(state.servers());
    String drone = state.get(DetachedState.DRONE);
    if (state.options().runners().orElseThrow().contains(RunnerType.DOCKER)
        && !drone.isEmpty()
        && Files.isDirectory(servers)) {
      Docker.removeContainers(new Folder(servers), URI.create(drone).getAuthority());
    }
  }

  /** Whether the process ended, and cleaned up, in time after it was told to end. */
  private boolean endsInTime(ProcessId process) {
    if (!process.isAlive()) {
      return false;
    }
    process.terminate();
    return new Poller(new Timeline(), Progress.SILENT)
        .until(
            "the end of the sandbox " + folder.name(),
            Deadline.in(LIMIT),
            Duration.ofMillis(20),
            () -> process.isAlive() ? Poller.Poll.notYet("it runs") : Poller.Poll.done(true))
        .value()
        .isPresent();
  }
}
