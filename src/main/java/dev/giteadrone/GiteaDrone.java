package dev.giteadrone;

import dev.giteadrone.config.InvalidConfig;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.errors.GiteaDroneException;
import dev.giteadrone.errors.RunInterruptedException;
import dev.giteadrone.errors.mapping.FailureMapping;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.result.BootstrapResult;
import dev.giteadrone.result.Plan;
import dev.giteadrone.result.VerifyResult;
import dev.giteadrone.run.Commands;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a Gitea and a Drone work together, and proves it: the library behind the command {@code
 * gitea-drone}.
 *
 * <pre>{@code
 * try (GiteaDrone host =
 *     GiteaDrone.host("https://git.example.org", "https://drone.example.org")
 *         .admin("me")
 *         .secrets(Path.of(".secrets/drone.yaml"))
 *         .build()) {
 *   BootstrapResult result = host.bootstrap();
 * }
 * }</pre>
 *
 * <p>Instances may be used by several threads; runs of one instance wait for each other. A run ends
 * early when {@link #cancel} is called or when its thread is interrupted: it throws {@link
 * RunInterruptedException}, and the next run continues where it stopped. Nothing here ends the
 * process, prints, or keeps static state.
 */
public final class GiteaDrone implements AutoCloseable {
  private static final Case INTERRUPTED = Case.of(ProblemId.RUN_INTERRUPTED, "library");

  private final Settings settings;
  private final ReentrantLock turn = new ReentrantLock();
  private final Object running = new Object();
  private @Nullable Thread runner;
  private boolean cancelled;
  private boolean closed;

  GiteaDrone(Settings settings) {
    this.settings = settings;
  }

  /**
   * Describes a host in code.
   *
   * @param gitea Gitea's root URL, such as {@code https://git.example.org}
   * @param drone Drone's root URL
   */
  public static GiteaDroneBuilder host(String gitea, String drone) {
    return GiteaDroneBuilder.ofHost(gitea, drone);
  }

  /** As {@link #host(String, String)}. */
  public static GiteaDroneBuilder host(URI gitea, URI drone) {
    return host(gitea.toString(), drone.toString());
  }

  /**
   * Takes what a configuration file says.
   *
   * @param file a {@code gitea-drone.yaml}; relative paths in it are relative to its folder
   */
  public static GiteaDroneBuilder config(Path file) {
    return GiteaDroneBuilder.ofFile(file);
  }

  /**
   * What {@link #bootstrap} would do. Changes nothing.
   *
   * @throws GiteaDroneException if it cannot be found out
   */
  public Plan plan() {
    return run(Commands::plan, settings.results()::plan);
  }

  /**
   * Creates and repairs what is missing, deploys if a deploy command is given, and verifies. A
   * second call finds nothing to do.
   *
   * @throws GiteaDroneException if it did not get there; its class says at what it failed
   */
  public BootstrapResult bootstrap() {
    return run(Commands::bootstrap, settings.results()::bootstrap);
  }

  /**
   * Checks that the two servers work together, as far as the level says. Checks that fail are part
   * of the result.
   *
   * @throws GiteaDroneException if the checks could not be made
   */
  public VerifyResult verify() {
    return run(Commands::verify, settings.results()::verify);
  }

  /**
   * Ends the run that is in progress; does nothing if there is none. The run throws {@link
   * RunInterruptedException} in its own thread. May be called from any thread.
   */
  public void cancel() {
    synchronized (running) {
      if (runner != null) {
        cancelled = true;
        runner.interrupt();
      }
    }
  }

  /** Cancels a run that is in progress. Later runs throw {@link IllegalStateException}. */
  @Override
  public void close() {
    synchronized (running) {
      closed = true;
    }
    cancel();
  }

  private <T> T run(Function<Commands, RunReport> command, Function<RunReport, T> result) {
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw FailureMapping.of(INTERRUPTED.exit(), INTERRUPTED.problem(), e);
    }
    try {
      begin();
      try {
        RunReport report = command.apply(commands());
        if (report.problem().isPresent()) {
          throw FailureMapping.of(
              report.exitCode(), report.problem().get(), null, settings.terms());
        }
        return result.apply(report);
      } catch (Failure e) {
        throw FailureMapping.of(e.exitCode(), e.problem(), e, settings.terms());
      } finally {
        end();
      }
    } finally {
      turn.unlock();
    }
  }

  private Commands commands() {
    try {
      Desired desired = settings.desired();
      return Commands.of(desired, settings.options(), settings.progress(), settings.environment());
    } catch (InvalidConfig e) {
      throw FailureMapping.of(ExitCode.USAGE, e.problem(), e, settings.terms());
    }
  }

  private void begin() {
    synchronized (running) {
      if (closed) {
        throw new IllegalStateException("this GiteaDrone is closed");
      }
      cancelled = false;
      runner = Thread.currentThread();
    }
  }

  private void end() {
    synchronized (running) {
      runner = null;
      if (cancelled) {
        // The interrupt was ours, not the caller's.
        boolean ignored = Thread.interrupted();
      }
    }
  }
}
