package dev.giteadrone.sandbox;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.RunLock;
import dev.giteadrone.io.StateFolder;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.sandbox.process.ProcessId;
import dev.giteadrone.sandbox.server.GiteaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The detached sandboxes of one user.
 *
 * @param environment of this process; XDG_STATE_HOME or HOME in it determines their folder
 */
public record DetachedSandboxes(Map<String, String> environment) {
  private static final Case UNWRITABLE = Case.of(ProblemId.SANDBOX_FOLDER, "servers", "error");
  private static final Case DIFFER =
      Case.of(ProblemId.SANDBOX_OPTIONS, "differ", "name", "differences");

  /** Copies the map. */
  public DetachedSandboxes {
    environment = Map.copyOf(environment);
  }

  /** The sandboxes of this process's user. */
  public static DetachedSandboxes ofProcess() {
    return new DetachedSandboxes(System.getenv());
  }

  /** All sandboxes, running or stopped, sorted by name. */
  public List<Detached> all() {
    return DetachedFolder.all(root()).stream().map(folder -> new Detached(folder, false)).toList();
  }

  /**
   * One sandbox, running or stopped; empty if there is none.
   *
   * @throws Failure if the name is not valid
   */
  public Optional<Detached> find(String name) {
    DetachedFolder folder = DetachedFolder.of(root(), name);
    return folder.read().map(state -> new Detached(folder, false));
  }

  /** Does the same as {@link Detached#up}. */
  public Detached up(String name, DetachedOptions options, Progress progress) {
    DetachedFolder folder = DetachedFolder.of(root(), name);
    StateFolder.create(root());
    try (RunLock lock = folder.lock("sandbox up", progress)) {
      Optional<DetachedState> known = folder.read();
      if (known.isEmpty()) {
        StateFolder.create(folder.root());
        return start(folder, fresh(folder, options), progress);
      }
      DetachedState state = known.get();
      if (state.isAlive() && state.phase() == DetachedState.Phase.STARTING) {
        state = awaitOther(folder, state, progress);
      }
      if (state.isAlive() || state.isWhole()) {
        requireSame(name, options, state);
      }
      Detached there = new Detached(folder, true);
      Detached.Condition now = there.condition();
      if (now.status() == Detached.Status.RUNNING) {
        return there;
      }
      if (now.status() == Detached.Status.BROKEN) {
        progress.warning(
            "the sandbox " + name + " was left broken: " + now.trouble() + "; it is started again");
      }
      new DetachedEnd(folder).stop(state);
      if (state.isWhole() && Files.isDirectory(Path.of(state.servers()))) {
        return start(folder, restarted(state), progress);
      }
      DetachedFolder.removeServers(state);
      return start(folder, fresh(folder, options), progress);
    }
  }

  private Detached start(DetachedFolder folder, DetachedState state, Progress progress) {
    new DetachedLaunch(folder).start(state, environment, progress);
    return new Detached(folder, false);
  }

  /**
   * Waits for a start that another process began and did not wait for itself, and returns its
   * state.
   */
  private static DetachedState awaitOther(
      DetachedFolder folder, DetachedState state, Progress progress) {
    Optional<ProcessHandle> process =
        state.process().map(ProcessId::pid).flatMap(ProcessHandle::of);
    try {
      return process.isEmpty() ? state : new DetachedLaunch(folder).await(process.get(), progress);
    } catch (Failure e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return folder.read().orElse(state); // It failed, so this process tries again.
    }
  }

  private static DetachedState fresh(DetachedFolder folder, DetachedOptions options) {
    try {
      return DetachedState.starting(
          options.settled(), GiteaServer.random(), folder.servers().toString());
    } catch (IOException e) {
      throw UNWRITABLE.failure(e, e.getClass().getSimpleName());
    }
  }

  private static DetachedState restarted(DetachedState state) {
    return state
        .in(DetachedState.Phase.STARTING)
        .with(DetachedState.starting(state.options(), GiteaServer.random(), state.servers()));
  }

  private static void requireSame(String name, DetachedOptions options, DetachedState state) {
    List<String> differences = options.differencesTo(state.options());
    if (!differences.isEmpty()) {
      throw DIFFER.failure(name, String.join("; ", differences));
    }
  }

  private Path root() {
    return StateFolder.ofSandboxes(environment);
  }
}
