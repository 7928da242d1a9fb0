package dev.giteadrone.deploy;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.Deadline;
import dev.giteadrone.model.DeployTarget;
import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Progress;
import dev.giteadrone.model.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the deploy command in a session of its own, with its output in a file that we follow: a
 * command that is half-way through switching a host must not die with us, neither of Ctrl-C nor of
 * a pipe that nobody reads any more.
 */
public final class CommandDeployer implements Deployer {
  private static final Duration LOOK = Duration.ofMillis(100);

  // The shell leaves its process id before it runs the command, so whenever we are killed, the next
  // run knows of it; and it stays to leave the exit code, which only a parent gets to know.
  private static final String SCRIPT =
      """
      folder=$1
      shift
      echo $$ > "$folder/deploy.new" && mv "$folder/deploy.new" "$folder/deploy" || exit 126
      "$@"
      code=$?
      echo $code > "$folder/deploy.exit"
      exit $code
      """;

  private final DeployFolder folder;
  private final Timeline timeline;
  private final Map<String, String> environment;

  /**
   * Deploys of one configuration.
   *
   * @param folder as {@link dev.giteadrone.io.StateFolder} gives it; this run holds its lock
   * @param timeline records how long a deploy was waited for
   */
  public CommandDeployer(Path folder, Timeline timeline) {
    this(folder, timeline, System.getenv());
  }

  /**
   * The same with another environment for the command to inherit.
   *
   * @param environment instead of this process's
   */
  public CommandDeployer(Path folder, Timeline timeline, Map<String, String> environment) {
    this.folder = new DeployFolder(folder);
    this.timeline = timeline;
    this.environment = Map.copyOf(environment);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The time limit is {@link DeployTarget#timeout} or {@code deadline}, whichever comes first. A
   * command that has not ended by then is left running, and the next run waits for it.
   */
  @Override
  public Deployed deploy(DeployTarget target, Progress progress, Deadline deadline) {
    long start = System.nanoTime();
    Deadline limit = deadline.within(target.timeout());
    String name = String.join(" ", target.command());
    try (Timeline.Open ignored = timeline.open(Timeline.Kind.SUBPROCESS, "deploy")) {
      Optional<ProcessHandle> earlier = folder.running();
      if (earlier.isPresent()) {
        follow(earlier.get(), name, Tail.end(folder.log()), progress, limit);
        OptionalInt code = folder.exitCode();
        folder.clear();
        if (code.isPresent()) {
          return new Deployed(code.getAsInt(), since(start), true);
        }
        // It was killed half-way: what it was to do is still to be done.
      }
      ProcessHandle process = start(target);
      follow(process, name, 0, progress, limit);
      int code = folder.exitCode().orElseThrow(() -> killed(name));
      folder.clear();
      return new Deployed(code, since(start), false);
    }
  }

  private ProcessHandle start(DeployTarget target) {
    requireProgram(target);
    folder.prepare();
    List<String> argv = new ArrayList<>();
    // Where there is no setsid, Ctrl-C reaches the command too; the rest holds.
    find("setsid", Path.of("/")).ifPresent(setsid -> argv.add(setsid.toString()));
    argv.addAll(List.of("/bin/sh", "-c", SCRIPT, "gitea-drone-deploy", folder.path().toString()));
    argv.addAll(target.command());
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(target.directory().toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    Subprocess.withoutPrivateVariables(builder.environment());
    try {
      return builder.start().toHandle();
    } catch (IOException e) {
      throw new Failure(
          ExitCode.FAILED,
          Problem.of(
              "deploy.command",
              "starting " + target.command().getFirst() + " in " + target.directory(),
              "the operating system refuses",
              "run it there by hand to see why"),
          e);
    }
  }

  /** Shows the output until the process has ended. */
  private void follow(
      ProcessHandle process, String name, long from, Progress progress, Deadline limit) {
    long start = System.nanoTime();
    Tail tail = new Tail(folder.log(), from, progress::output);
    CompletableFuture<ProcessHandle> ended = process.onExit();
    while (!within(ended, LOOK)) {
      tail.look();
      if (limit.passed()) {
        throw tooLong(name, process.pid(), since(start));
      }
      progress.waiting("deploy", name, since(start));
    }
    tail.finish();
  }

  private static boolean within(CompletableFuture<ProcessHandle> ended, Duration duration) {
    try {
      ended.get(duration.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for a process does not fail", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(
          ExitCode.FAILED,
          Problem.of(
              "run.interrupted",
              "waiting for the deploy",
              "interrupted; the command goes on",
              "run the same command again; it waits for it"),
          e);
    }
  }

  private void requireProgram(DeployTarget target) {
    String program = target.command().getFirst();
    if (find(program, target.directory()).isEmpty()) {
      throw new Failure(
          ExitCode.FAILED,
          Problem.of(
              "deploy.command",
              "starting " + program + " in " + target.directory(),
              program.contains("/") ? "there is no such program" : "it is not on PATH",
              "correct deploy.command in the configuration, or install it"));
    }
  }

  private Optional<Path> find(String program, Path directory) {
    if (program.contains("/")) {
      return Optional.of(directory.resolve(program)).filter(Files::isExecutable);
    }
    for (String part : environment.getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
      Path candidate = directory.resolve(part).resolve(program);
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private Failure tooLong(String name, long pid, Duration after) {
    return new Failure(
        ExitCode.UNREACHABLE,
        Problem.of(
            "deploy.command",
            "waiting for " + name,
            "it still runs after %d s (pid %d) and was left alone, since it may be half-way"
                .formatted(after.toSeconds(), pid),
            "see "
                + folder.log()
                + "; run the same command again to wait on, or raise deploy.timeout"));
  }

  private Failure killed(String name) {
    return new Failure(
        ExitCode.FAILED,
        Problem.of(
            "deploy.command",
            "running " + name,
            "it was killed before it could say how it went",
            "see " + folder.log() + "; then run the same command again"));
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
