package dev.giteadrone.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Records when a request, a subprocess or a wait was open, so that our own time can be told from
 * the servers'. Thread-safe.
 */
public final class Timeline {

  /** The kind of a wait. */
  public enum Kind {
    /** An HTTP request that changes nothing on the server. */
    READ,
    /** An HTTP request that may change something on the server. */
    MUTATION,
    /** A child process. */
    SUBPROCESS,
    /** A pause between two polls. */
    WAIT
  }

  /**
   * A closed interval.
   *
   * @param startNanos on {@link System#nanoTime()}'s scale
   * @param endNanos on the same scale
   */
  public record Span(Kind kind, String label, long startNanos, long endNanos) {}

  /** An interval that is still open. */
  public interface Open extends AutoCloseable {
    @Override
    void close();
  }

  private final List<Span> spans = new ArrayList<>();

  /**
   * Opens an interval; close it when the waiting is over.
   *
   * @param label what is waited for, without secrets
   */
  public Open open(Kind kind, String label) {
    long start = System.nanoTime();
    return () -> {
      synchronized (spans) {
        spans.add(new Span(kind, label, start, System.nanoTime()));
      }
    };
  }

  /** The closed intervals so far, in the order they were closed. */
  public List<Span> spans() {
    synchronized (spans) {
      return List.copyOf(spans);
    }
  }

  /** How many closed intervals are of this kind. */
  public long count(Kind kind) {
    return spans().stream().filter(span -> span.kind() == kind).count();
  }

  /**
   * The length of the union of all closed intervals: the time in which the program waited for
   * others.
   */
  public Duration waited() {
    List<Span> sorted = new ArrayList<>(spans());
    sorted.sort(Comparator.comparingLong(Span::startNanos));
    long total = 0;
    long reached = Long.MIN_VALUE;
    for (Span span : sorted) {
      long from = Math.max(span.startNanos(), reached);
      if (span.endNanos() > from) {
        total += span.endNanos() - from;
        reached = span.endNanos();
      }
    }
    return Duration.ofNanos(total);
  }
}
