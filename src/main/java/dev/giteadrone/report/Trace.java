package dev.giteadrone.report;

import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.time.Timeline;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * When a run did what, counted from its start.
 *
 * @param stages in the order in which they began
 * @param spans requests, child processes and waits that have ended, in the order in which they
 *     began
 */
public record Trace(List<Part> stages, List<Span> spans) {
  /** Nothing is known. */
  public static final Trace NONE = new Trace(List.of(), List.of());

  /** Copies the lists. */
  public Trace {
    stages = List.copyOf(stages);
    spans = spans.stream().sorted(Comparator.comparing(Span::start)).toList();
  }

  /** A stage. */
  public record Part(Stage stage, Duration start, Duration took) {}

  /**
   * Something that the run waited for.
   *
   * @param label what it was, without secrets
   */
  public record Span(Timeline.Kind kind, String label, Duration start, Duration took) {}

  /**
   * The trace of a run.
   *
   * @param startNanos when the run started, on {@link System#nanoTime()}'s scale
   */
  public static Trace of(long startNanos, List<Part> stages, List<Timeline.Span> spans) {
    return new Trace(
        stages,
        spans.stream()
            .map(span ->
                new Span(
                    span.kind(),
                    span.label(),
                    Duration.ofNanos(span.startNanos() - startNanos),
                    Duration.ofNanos(span.endNanos() - span.startNanos())))
            .toList());
  }
}
