package dev.giteadrone.deploy;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.desired.DeployJob;
import dev.giteadrone.model.desired.DeployTarget;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the deploy's commands in their own session, with the output in a file that is followed. A
 * command that is half-way through a change of the host must not be killed together with this
 * process, neither by Ctrl-C nor by a closed pipe.
 */
public final class CommandDeployer implements Deployer {
  private static final Case REFUSED =
      Case.of(ProblemId.DEPLOY_COMMAND, "refused", "program", "folder");
  private static final Case NO_PROGRAM =
      Case.of(ProblemId.DEPLOY_COMMAND, "no-program", "program", "folder", "path", "key");
  private static final Case LATE =
      Case.of(ProblemId.DEPLOY_COMMAND, "late", "command", "seconds", "pid", "log");
  private static final Case KILLED = Case.of(ProblemId.DEPLOY_COMMAND, "killed", "command", "log");
  private static final Case INTERRUPTED = Case.of(ProblemId.RUN_INTERRUPTED, "deploy");

  private static final Duration LOOK = Duration.ofMillis(100);

  // The shell writes its process id before it runs the command, so the next run finds it whenever
  // this process is killed. The shell then waits to write the exit code, which only a parent
  // process gets.
  private static final String SCRIPT =
      """
      files=$1 undone=$2 last=$3
      shift 3
      echo $$ > "$files.new" && mv "$files.new" "$files" || exit 126
      [ -z "$undone" ] || : > "$undone" || exit 126
      "$@"
      code=$?
      [ $code -ne 0 ] || [ "$last" = no ] || rm -f "$undone"
      echo $code > "$files.exit"
      exit $code
      """;

  /** The number of last lines that a message shows. */
  private static final int LAST = 5;

  private final Path state;
  private final Timeline timeline;
  private final Map<String, String> environment;

  /**
   * Deploys of one configuration.
   *
   * @param folder as {@link dev.giteadrone.io.StateFolder} gives it; this run holds its lock
   * @param timeline records how long the jobs took
   */
  public CommandDeployer(Path folder, Timeline timeline) {
    this(folder, timeline, System.getenv());
  }

  /**
   * As the other constructor, with another environment for the commands.
   *
   * @param environment instead of this process's
   */
  public CommandDeployer(Path folder, Timeline timeline, Map<String, String> environment) {
    this.state = folder;
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
  public Ended run(DeployJob job, DeployTarget target, Progress progress, Deadline deadline) {
    long start = System.nanoTime();
    Job running = new Job(job, target, progress, deadline.within(target.timeout()));
    try (Timeline.Open ignored = timeline.open(Timeline.Kind.SUBPROCESS, job.label())) {
      Optional<ProcessHandle> earlier = running.files.running();
      if (earlier.isPresent()) {
        running.follow(earlier.get(), Tail.end(running.files.log()));
        OptionalInt code = running.files.exitCode();
        running.files.clear();
        // A build of an earlier state does not show that the current state builds.
        if (code.isPresent() && job != DeployJob.PREPARE) {
          return running.ended(code.getAsInt(), since(start), true);
        }
        // It was killed half-way, so it must run again.
      }
      running.follow(running.start(), 0);
      int code = running.files.exitCode().orElseThrow(running::killed);
      running.files.clear();
      return running.ended(code, since(start), false);
    }
  }

  @Override
  public boolean leftUndone() {
    return Files.exists(new DeployFolder(state, DeployJob.DEPLOY).undone());
  }

  /** One command, its files and its output. */
  private final class Job {
    private final DeployJob job;
    private final DeployTarget target;
    private final Progress progress;
    private final Deadline limit;
    private final DeployFolder files;
    private final Deque<String> last = new ArrayDeque<>();

    Job(DeployJob job, DeployTarget target, Progress progress, Deadline limit) {
      this.job = job;
      this.target = target;
      this.progress = progress;
      this.limit = limit;
      this.files = new DeployFolder(state, job);
    }

    Ended ended(int code, Duration took, boolean joined) {
      return new Ended(code, took, joined, List.copyOf(last));
    }

    private List<String> argv() {
      return target.argv(job);
    }

    private boolean isLast() {
      return job == (target.restart().isEmpty() ? DeployJob.DEPLOY : DeployJob.RESTART);
    }

    private String name() {
      return String.join(" ", argv());
    }

    ProcessHandle start() {
      requireProgram();
      files.prepare();
      List<String> argv = new ArrayList<>();
      // Without setsid, Ctrl-C reaches the command too; everything else works.
      find("setsid", Path.of("/")).ifPresent(setsid -> argv.add(setsid.toString()));
      argv.addAll(
          List.of(
              "/bin/sh",
              "-c",
              SCRIPT,
              "gitea-drone-" + files.name(),
              files.path().resolve(files.name()).toString(),
              // A build does not change the host.
              job == DeployJob.PREPARE ? "" : files.undone().toString(),
              isLast() ? "yes" : "no"));
      argv.addAll(argv());
      ProcessBuilder builder =
          new ProcessBuilder(argv)
              .directory(target.directory().toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()));
      Subprocess.inherit(builder.environment(), environment);
      Subprocess.withoutPrivateVariables(builder.environment());
      try {
        return builder.start().toHandle();
      } catch (IOException e) {
        throw REFUSED.failureAs(job.check(), e, argv().getFirst(), target.directory());
      }
    }

    /** Shows the output until the process has ended. */
    void follow(ProcessHandle process, long from) {
      long start = System.nanoTime();
      Tail tail = new Tail(files.log(), from, this::heard);
      CompletableFuture<ProcessHandle> ended = process.onExit();
      while (!within(ended, LOOK)) {
        tail.look();
        if (limit.passed()) {
          throw tooLong(process.pid(), since(start));
        }
        progress.waiting(job.label(), name(), since(start));
      }
      tail.finish();
    }

    private void heard(String line) {
      progress.output(line);
      last.addLast(line);
      if (last.size() > LAST) {
        last.removeFirst();
      }
    }

    private void requireProgram() {
      String program = argv().getFirst();
      if (find(program, target.directory()).isEmpty()) {
        throw NO_PROGRAM.failureAs(
            job.check(),
            null,
            program,
            target.directory(),
            program.contains("/") ? program : "",
            job.check());
      }
    }

    private Failure tooLong(long pid, Duration after) {
      return LATE.failureAs(job.check(), null, name(), after.toSeconds(), pid, files.log());
    }

    Failure killed() {
      return KILLED.failureAs(job.check(), null, name(), files.log());
    }
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
      throw INTERRUPTED.failure(e);
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

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
