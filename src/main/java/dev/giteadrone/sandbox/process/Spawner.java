package dev.giteadrone.sandbox.process;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.time.Deadline;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Starts child processes that end when this process ends, even if it is killed.
 *
 * <p>The kernel sends the parent-death signal when the <em>thread</em> that started the child ends.
 * So one thread that lives as long as the JVM starts all children.
 */
public final class Spawner {
  private static final Case FAILED =
      Case.of(ProblemId.SANDBOX, "program", "tried", "seen", "log", "file");
  private static final Case MISSING = Case.of(ProblemId.SANDBOX, "missing", "part");
  private static final Case INTERRUPTED = Case.of(ProblemId.RUN_INTERRUPTED, "start", "tried");

  /**
   * A variable that all processes of a detached sandbox have; its value is different for each
   * sandbox.
   */
  public static final String MARK = "GITEA_DRONE_SANDBOX";

  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().daemon().name("sandbox-spawner").unstarted(task));

  private Spawner() {}

  /**
   * Starts a process in its own session, so that a Ctrl-C does not reach it directly.
   *
   * @param output file to which its output is appended
   */
  public static Process spawn(Launch launch, Path output) {
    return start(launch, ProcessBuilder.Redirect.appendTo(output.toFile()));
  }

  /** Starts a process as {@link #spawn} does. The caller reads its output. */
  public static Process pipe(Launch launch) {
    return start(launch, ProcessBuilder.Redirect.PIPE);
  }

  /**
   * Runs a process and waits for its end.
   *
   * @throws Failure unless it exits with 0 by the deadline; {@code log} is the end of its output
   */
  public static void run(String what, Launch launch, LogTail log, Deadline deadline) {
    Process process = spawn(launch, log.file());
    try {
      boolean ended = process.waitFor(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
      if (!ended || process.exitValue() != 0) {
        String seen = ended ? "it exited with " + process.exitValue() : "it did not end in time";
        throw FAILED.failureAs(
            "sandbox." + launch.program(), null, what, seen, log.indented(12), log.file());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw INTERRUPTED.failure(e, what);
    } finally {
      ProcessTree.end(process, 0);
    }
  }

  private static Process start(Launch launch, ProcessBuilder.Redirect output) {
    List<String> argv = new ArrayList<>();
    Tools.find("setsid").ifPresent(p -> argv.add(p.toString()));
    List<String> mortal =
        Tools.find("setpriv")
            .map(p -> List.of(p.toString(), "--pdeathsig", "KILL"))
            .orElse(List.of());
    List<String> world = launch.account().map(SystemUser::world).orElse(List.of());
    if (!world.isEmpty()) {
      argv.addAll(mortal);
      argv.addAll(world);
    }
    // One call does both, because a change of the user clears the parent-death signal.
    argv.addAll(mortal);
    argv.addAll(launch.account().map(SystemUser::options).orElse(List.of()));
    argv.addAll(launch.argv());
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(launch.directory().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output);
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    Optional.ofNullable(System.getenv(MARK)).ifPresent(m -> builder.environment().put(MARK, m));
    try {
      return CompletableFuture.supplyAsync(() -> startNow(builder, launch), THREAD).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Failure failure ? failure : e;
    }
  }

  private static Process startNow(ProcessBuilder builder, Launch launch) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw MISSING.failureAs("sandbox." + launch.program(), e, launch.program());
    }
  }
}
