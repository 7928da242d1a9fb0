package dev.giteadrone.servers;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.sandbox.process.Launch;
import dev.giteadrone.sandbox.process.LogTail;
import dev.giteadrone.sandbox.process.Readiness;
import dev.giteadrone.sandbox.process.ServerProcess;
import dev.giteadrone.sandbox.process.Tools;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server's process that a test has started and stops again. It does not outlive the test. */
public final class RealProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration LOOK_EVERY = Duration.ofMillis(25);
  private static final int TAIL = 40;

  private final ServerProcess process;
  private final LogTail log;

  private RealProcess(ServerProcess process) {
    this.process = process;
    this.log = process.log().orElseThrow();
  }

  /**
   * Starts a program of this system and waits until it listens.
   *
   * @param folder where it runs and has its log
   * @param port where it will listen
   */
  public static RealProcess start(Path folder, int port, String... command) {
    return start(
        Path.of(command[0]).getFileName() + "-" + port,
        Launch.of(found(command), Map.of("PATH", Tools.path()), folder),
        Loopback.listening(port));
  }

  /**
   * Starts a program and waits until it is ready.
   *
   * @param name of its log, which lies where the program runs
   */
  public static RealProcess start(String name, Launch launch, Readiness ready) {
    LogTail log = new LogTail(launch.directory().resolve(name + ".log"), List::of);
    return start(
        new ServerProcess(
            new ServerProcess.Blueprint(
                name, List.of(), List.of(), () -> launch, Readiness.always(), LIMIT, GRACE, log)),
        ready);
  }

  /** Starts a server and waits until it is ready, whatever it takes itself to be ready for. */
  public static RealProcess start(ServerProcess process, Readiness ready) {
    RealProcess started = new RealProcess(process);
    try {
      process.start(Deadline.in(LIMIT));
      started.await(ready);
      return started;
    } catch (RuntimeException | Error e) {
      started.close();
      throw e;
    }
  }

  /** Runs a program of this system to its good end; what it printed. */
  public static String run(Path folder, String... command) {
    Subprocess.Result result =
        new Subprocess(new Timeline())
            .run(
                new Subprocess.Command(found(command), folder, Map.of(), false),
                new byte[0],
                Deadline.in(LIMIT));
    if (result.exitCode() != 0) {
      throw new AssertionError(
          "%s exited with %d: %s%s"
              .formatted(List.of(command), result.exitCode(), result.text(), result.stderr()));
    }
    return result.text();
  }

  /** What it has printed so far. */
  public String output() {
    try {
      return Files.readString(log.file(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.stop();
  }

  private void await(Readiness ready) {
    Poller.PollResult<String> ended =
        new Poller(new Timeline(), Progress.SILENT)
            .until(
                process.name(),
                Deadline.in(LIMIT),
                LOOK_EVERY,
                () -> {
                  process.look(); // Fails if the process has ended.
                  return ready.look();
                });
    if (ended.value().isEmpty()) {
      throw new AssertionError(
          process.name() + " is not ready, " + ended.lastSeen() + ": " + log.lines(TAIL));
    }
  }

  private static List<String> found(String... command) {
    List<String> argv = new ArrayList<>(List.of(command));
    argv.set(
        0,
        Tools.find(command[0])
            .map(Path::toString)
            .orElseThrow(() ->
                new AssertionError(
                    command[0] + " is missing; scripts/test installs it, or apt-get does")));
    return argv;
  }
}
