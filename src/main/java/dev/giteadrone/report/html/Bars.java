package dev.giteadrone.report.html;

import dev.giteadrone.report.Trace;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Intervals of time as bars on a scale from 0 to {@link #SCALE}. */
final class Bars {
  /** How wide the picture is. */
  static final int SCALE = 1000;

  /** The shortest bar that is seen; closer ones are drawn as one. */
  private static final double LEAST = 2.5;

  private final double total;

  Bars(Duration total) {
    this.total = Math.max(1, total.toNanos());
  }

  /** A place on the scale. */
  double at(Duration offset) {
    return Math.clamp(offset.toNanos() / total, 0, 1) * SCALE;
  }

  /**
   * The outline of the bars of some spans. However many there are, it has no more bars than fit
   * beside each other.
   */
  String path(List<Trace.Span> spans, int top, int height) {
    StringBuilder path = new StringBuilder();
    double from = -1;
    double to = -1;
    for (Trace.Span span :
        spans.stream().sorted(Comparator.comparing(Trace.Span::start)).toList()) {
      double start = Math.min(at(span.start()), SCALE - LEAST);
      double end = Math.max(at(span.start().plus(span.took())), start + LEAST);
      if (from >= 0 && start <= to + LEAST / 2) {
        to = Math.max(to, end);
        continue;
      }
      append(path, from, to, top, height);
      from = start;
      to = end;
    }
    append(path, from, to, top, height);
    return path.toString();
  }

  private static void append(StringBuilder path, double from, double to, int top, int height) {
    if (from >= 0) {
      long x = Math.round(from);
      long width = Math.max(2, Math.round(to) - x);
      path.append('M').append(x).append(' ').append(top);
      path.append('h').append(width).append('v').append(height);
      path.append("h-").append(width).append('z');
    }
  }
}
