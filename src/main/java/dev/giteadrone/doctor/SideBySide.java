package dev.giteadrone.doctor;

import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Parallel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs examinations side by side, until a common time limit. */
final class SideBySide {
  /** An examination ends at its own limit, and then still says what it saw. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Duration limit;
  private final Deadline deadline;

  SideBySide(Duration limit) {
    this.limit = limit;
    this.deadline = Deadline.in(limit);
  }

  /** When each examination must be done. */
  Deadline deadline() {
    return deadline;
  }

  /**
   * Starts an examination.
   *
   * @param label of the finding if it fails
   * @param <T> what it finds
   */
  <T> Examination<T> start(String label, Supplier<T> examine) {
    return new Examination<>(label, Parallel.start(examine));
  }

  /** An examination that was started. */
  final class Examination<T> {
    private final String label;
    private final Parallel<T> running;

    private Examination(String label, Parallel<T> running) {
      this.label = label;
      this.running = running;
    }

    /** What it found, or the finding that it failed. */
    Result<T> result() {
      try {
        // One that does not end, as a slow look-up of a name, is left alone: its thread does not
        // keep the process alive.
        Optional<T> found = running.within(deadline.remaining().plus(GRACE));
        return found.isPresent()
            ? new Result<>(found, Optional.empty())
            : failed(
                Finding.bad(
                    label,
                    "no result within " + Elapsed.describe(limit),
                    "try again with a longer --timeout"));
      } catch (Failure e) {
        return failed(Finding.of(label, e.problem().summary(), e));
      } catch (RuntimeException e) {
        return failed(
            Finding.bad(
                label,
                "unexpected " + e.getClass().getSimpleName() + ", a defect of this program",
                "report it with this output"));
      }
    }

    private Result<T> failed(Finding finding) {
      return new Result<>(Optional.empty(), Optional.of(finding));
    }
  }

  /**
   * The end of an examination.
   *
   * @param found empty if it failed
   * @param failure empty if it did not
   */
  record Result<T>(Optional<T> found, Optional<Finding> failure) {}
}
