package dev.giteadrone.io;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.diagnosis.Interruption;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Runs child processes and waits for them. Secrets are passed only on standard input. */
public final class Subprocess {
  private static final Case MISSING = Case.of(ProblemId.TOOL, "missing", "program");
  private static final Case LATE = Case.of(ProblemId.TOOL, "late", "program");

  private static final String SOPS_KEY = "SOPS_AGE_";

  /** Linux gives a user with many pipes new ones of one page only. */
  private static final int SMALLEST_PIPE = 4096;

  /** Prefixes of variables that only sops may inherit. */
  public static final Set<String> PRIVATE_VARIABLES =
      Set.of("GITEA_TOKEN", "DRONE_TOKEN", "GITEA_DRONE_REPORTS_TOKEN", SOPS_KEY);

  private final Timeline timeline;
  private final Map<String, String> inherited;

  /** Children are recorded in {@code timeline} and inherit this process's environment. */
  public Subprocess(Timeline timeline) {
    this(timeline, System.getenv());
  }

  /**
   * Children are recorded in {@code timeline}.
   *
   * @param inherited the environment they inherit instead of this process's
   */
  public Subprocess(Timeline timeline, Map<String, String> inherited) {
    this.timeline = timeline;
    this.inherited = Map.copyOf(inherited);
  }

  /**
   * A command.
   *
   * @param argv program and arguments, none of them a secret
   * @param directory where it runs
   * @param environment variables to set, none of them a secret
   * @param privateVariables whether it inherits {@code SOPS_AGE_*}; sops only
   */
  public record Command(
      List<String> argv,
      Path directory,
      Map<String, String> environment,
      boolean privateVariables) {
    /** Copies list and map. */
    public Command {
      argv = List.copyOf(argv);
      environment = Map.copyOf(environment);
    }

    /** The program's name without its folder. */
    public String program() {
      return String.valueOf(Path.of(argv.getFirst()).getFileName());
    }

    private String check() {
      return "tool." + program();
    }
  }

  /** How a command ended. Standard output may hold secrets, so this does not print it. */
  public static final class Result {
    private final int exitCode;
    private final byte[] stdout;
    private final String stderr;

    Result(int exitCode, byte[] stdout, String stderr) {
      this.exitCode = exitCode;
      this.stdout = stdout;
      this.stderr = stderr;
    }

    /** What the process exited with. */
    public int exitCode() {
      return exitCode;
    }

    /** Standard output, as bytes. */
    public byte[] bytes() {
      return stdout.clone();
    }

    /** Standard output, decoded as UTF-8. */
    public String text() {
      return new String(stdout, StandardCharsets.UTF_8);
    }

    /** Standard error, decoded as UTF-8; neutralise it before showing it. */
    public String stderr() {
      return stderr;
    }
  }

  /** A variable of the environment that children inherit; empty if it is not set, or blank. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(inherited.get(name)).filter(value -> !value.isBlank());
  }

  /**
   * Runs a command to its end.
   *
   * @param stdin standard input; empty for none
   * @throws Failure if it cannot be started, or has not ended by {@code deadline}; it is killed
   *     then
   */
  public Result run(Command command, byte[] stdin, Deadline deadline) {
    ProcessBuilder builder =
        new ProcessBuilder(command.argv()).directory(command.directory().toFile());
    inherit(builder.environment(), inherited);
    removePrivate(builder.environment(), command.privateVariables());
    builder.environment().putAll(command.environment());
    try (Timeline.Open ignored = timeline.open(Timeline.Kind.SUBPROCESS, command.program())) {
      Process process = start(command, builder);
      try {
        Drain out = Drain.of(process.getInputStream());
        Drain err = Drain.of(process.getErrorStream());
        feed(process.getOutputStream(), stdin);
        if (!process.waitFor(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS)) {
          throw LATE.failureAs(command.check(), null, command.program());
        }
        return new Result(
            process.exitValue(), out.bytes(), new String(err.bytes(), StandardCharsets.UTF_8));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Interruption.of("running " + command.program(), e);
      } finally {
        if (process.isAlive()) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        }
      }
    }
  }

  /** Removes variables that only sops may inherit. */
  public static void withoutPrivateVariables(Map<String, String> environment) {
    removePrivate(environment, false);
  }

  /**
   * Gives a child these variables. A variable that it has already with this value stays as it is,
   * byte for byte: it may have letters that the locale of this process lacks.
   *
   * @param child the variables of the child, at first those of this process
   */
  public static void inherit(Map<String, String> child, Map<String, String> variables) {
    child.keySet().retainAll(variables.keySet());
    variables.forEach((name, value) -> {
      if (!value.equals(child.get(name))) {
        child.put(name, value);
      }
    });
  }

  private static void removePrivate(Map<String, String> environment, boolean forSops) {
    environment
        .keySet()
        .removeIf(name ->
            PRIVATE_VARIABLES.stream()
                .filter(start -> !(forSops && start.equals(SOPS_KEY)))
                .anyMatch(start -> name.toUpperCase(Locale.ROOT).startsWith(start)));
  }

  private static Process start(Command command, ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw MISSING.failureAs(command.check(), e, command.program());
    }
  }

  /**
   * Writes in this thread what the smallest pipe takes at once, and more in a thread of its own.
   */
  private static void feed(OutputStream out, byte[] stdin) {
    if (stdin.length <= SMALLEST_PIPE) {
      write(out, stdin);
    } else {
      Thread.ofPlatform().daemon().name("feed").start(() -> write(out, stdin));
    }
  }

  private static void write(OutputStream out, byte[] stdin) {
    try (out) {
      out.write(stdin);
    } catch (IOException e) {
      // The child did not read it all; its exit code shows whether that is an error.
    }
  }
}
