package dev.giteadrone.cli.terminal;

import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.Layout;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints the progress of a run: one line for each fact. Thread-safe. */
public final class ProgressLines implements Progress {
  /** How much of a run is printed. */
  public enum Detail {
    /** Only what takes time at the moment, and warnings; a plan is printed at the end. */
    BUSY,
    /** Stages, facts, steps, and the checks that add something to the facts. */
    STORY,
    /** Also every check. */
    CHECKS
  }

  /** Passed checks that were not facts of a stage before. */
  private static final Set<CheckId> HEADLINES =
      EnumSet.of(
          CheckId.DRONE_LOGIN,
          CheckId.WEBHOOK_DELIVERED,
          CheckId.RUNNER_DOCKER,
          CheckId.RUNNER_EXEC,
          CheckId.STATUS_REPORTED);

  private static final int TAIL = 10;
  private static final Duration REMINDER = Duration.ofSeconds(30);

  /** A wait: when it began, and how long it had lasted when it was last printed. */
  private record Waited(long since, Duration said) {}

  private final Screen screen;
  private final Layout layout;
  private final Detail detail;
  private final boolean verbose;
  private final List<CheckResult> notReached = new ArrayList<>();
  private final Deque<String> tail = new ArrayDeque<>();
  private final Map<String, Waited> waits = new HashMap<>();

  /**
   * Lines on a screen.
   *
   * @param verbose whether the output of the deploy command is shown too
   */
  public ProgressLines(Screen screen, Layout layout, Detail detail, boolean verbose) {
    this.screen = screen;
    this.layout = layout;
    this.detail = detail;
    this.verbose = verbose;
  }

  @Override
  public synchronized void stage(Stage stage, String where) {
    flush();
    if (detail == Detail.BUSY) {
      screen.busy(stage.label(), where, System.nanoTime());
    } else {
      screen.line(layout.stage(stage, where));
    }
  }

  @Override
  public synchronized void waiting(String name, String seen, Duration soFar) {
    Waited wait = waits.get(name);
    if (wait == null) {
      wait = new Waited(System.nanoTime() - soFar.toNanos(), REMINDER.negated());
    }
    if (screen.isLive()) {
      screen.busy(name, seen, wait.since());
    } else if (soFar.minus(wait.said()).compareTo(REMINDER) >= 0) {
      wait = new Waited(wait.since(), soFar);
      String text = soFar.toSeconds() < 1 ? seen : seen + ", " + Elapsed.describe(soFar);
      screen.line(layout.fact(Glyph.BUSY, name, text));
    }
    waits.put(name, wait);
  }

  @Override
  public synchronized void fact(String label, String text) {
    waits.remove(label);
    if (detail != Detail.BUSY) {
      screen.lines(layout.wrapped(Glyph.DONE, label, text));
    }
  }

  @Override
  public synchronized void applying(StepLine step) {
    waits.clear();
    tail.clear();
    if (screen.isLive()) {
      screen.busy(step.label(), step.describe(), System.nanoTime());
    } else if (step.id().equals(StepLine.DEPLOY)) {
      screen.line(layout.fact(Glyph.BUSY, step.label(), step.describe()));
      waits.put(step.label(), new Waited(System.nanoTime(), Duration.ZERO));
    }
  }

  @Override
  public synchronized void applied(StepResult result) {
    waits.clear();
    tail.clear();
    Glyph glyph = Glyph.of(result.change());
    screen.lines(layout.wrapped(glyph, result.step().label(), result.text()));
  }

  @Override
  public synchronized void checking(CheckId check) {
    waits.clear();
    screen.busy(check.label(), "checking", System.nanoTime());
  }

  @Override
  public synchronized void checked(CheckResult result) {
    waits.clear();
    if (result.status() == CheckResult.Status.NOT_REACHED) {
      if (!notReached.isEmpty() && !notReached.getFirst().because().equals(result.because())) {
        flush();
      }
      notReached.add(result);
      return;
    }
    flush();
    Glyph glyph = Glyph.of(result.status());
    String label = result.check().label();
    Optional<Problem> problem = result.problem();
    if (problem.isPresent()) {
      screen.lines(layout.problem(glyph, label, problem.get()));
    } else if (result.status() == CheckResult.Status.WARNED) {
      screen.lines(layout.wrapped(glyph, label, result.text()));
    } else if (isSaid(result)) {
      screen.lines(layout.wrapped(glyph, label, Text.line(result.text())));
    }
  }

  private boolean isSaid(CheckResult result) {
    return detail == Detail.CHECKS
        || verbose
        || result.status() != CheckResult.Status.PASSED
        || HEADLINES.contains(result.check());
  }

  @Override
  public synchronized void output(String line) {
    String text = Text.neutral(line, 200);
    if (verbose) {
      screen.line("    | " + text);
      return;
    }
    tail.addLast(text);
    if (tail.size() > TAIL) {
      tail.removeFirst();
    }
  }

  @Override
  public synchronized void warning(String text) {
    screen.lines(layout.wrapped(Glyph.ATTENTION, "warning", text));
  }

  /**
   * Prints lines that were held back.
   *
   * @param failed whether the run was stopped: then the end of the deploy's output explains it
   */
  public synchronized void finish(boolean failed) {
    flush();
    if (failed) {
      tail.forEach(line -> screen.line("    | " + line));
    }
    tail.clear();
  }

  /** A failed precondition is printed once. */
  private synchronized void flush() {
    if (notReached.isEmpty()) {
      return;
    }
    String labels =
        notReached.stream()
            .map(result -> result.check().label())
            .distinct()
            .collect(Collectors.joining(", "));
    String text = labels + ": not reached (" + root(notReached.getFirst()) + ")";
    notReached.clear();
    screen.lines(layout.sentence("  " + Glyph.SKIPPED.sign() + " ", text));
  }

  /** The label of the failed precondition, which is on the screen. */
  private static String root(CheckResult result) {
    return result.because().map(CheckId::label).orElse("");
  }
}
