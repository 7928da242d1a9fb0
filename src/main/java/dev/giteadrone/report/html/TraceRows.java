package dev.giteadrone.report.html;

import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.report.Trace;
import dev.giteadrone.time.Timeline.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The requests, child processes and waits of a stage: equal ones share a row. */
final class TraceRows {
  /** More rows than this say no more about where the time went. */
  private static final int MOST = 10;

  private static final int LABEL = 90;

  private record Key(Kind kind, String label) {}

  private final Bars bars;
  private final Cut cut;

  TraceRows(Bars bars, Cut cut) {
    this.bars = bars;
    this.cut = cut;
  }

  /** The rows that took longest, in the order in which they began, and one for all others. */
  List<Map<String, Object>> view(List<Trace.Span> spans) {
    Map<Key, List<Trace.Span>> groups =
        spans.stream()
            .collect(
                Collectors.groupingBy(
                    span -> new Key(span.kind(), span.label()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<List<Trace.Span>> longest =
        groups.values().stream()
            .sorted(Comparator.comparing(TraceRows::sum).reversed())
            .limit(MOST)
            .toList();
    List<Map<String, Object>> rows = new ArrayList<>();
    List<Trace.Span> others = new ArrayList<>();
    groups.forEach((key, group) -> {
      if (longest.contains(group)) {
        rows.add(row(word(key.kind()), style(key.kind()), cut.fit(key.label(), LABEL), group));
      } else {
        others.addAll(group);
      }
    });
    if (!others.isEmpty()) {
      rows.add(row("", style(Kind.READ), others(others), others));
    }
    return rows;
  }

  private static String others(List<Trace.Span> others) {
    return "others, each shorter: " + counts(others);
  }

  /** Such as {@code 14 reads, 2 writes, 1 wait}. */
  static String counts(List<Trace.Span> spans) {
    List<String> parts = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      long count = spans.stream().filter(span -> span.kind() == kind).count();
      if (count > 0) {
        parts.add(count + " " + word(kind) + (count == 1 ? "" : "s"));
      }
    }
    return String.join(", ", parts);
  }

  /** One word for a kind, which has a plural with s. */
  static String word(Kind kind) {
    return switch (kind) {
      case READ -> "read";
      case MUTATION -> "write";
      case SUBPROCESS -> "program";
      case WAIT -> "wait";
    };
  }

  static String style(Kind kind) {
    return "k-" + word(kind);
  }

  private static Duration sum(List<Trace.Span> spans) {
    return spans.stream().map(Trace.Span::took).reduce(Duration.ZERO, Duration::plus);
  }

  private Map<String, Object> row(String kind, String style, String label, List<Trace.Span> spans) {
    int count = spans.size();
    return Fields.of("kind", kind)
        .with("style", style)
        .with("label", label)
        .with("count", count > 1 ? Optional.of(count + " ×") : Optional.empty())
        .with("took", Elapsed.describe(sum(spans)))
        .with("at", Elapsed.describe(positive(spans.getFirst().start())))
        .with("bars", bars.path(spans, 0, 8))
        .map();
  }

  private static Duration positive(Duration offset) {
    return offset.isNegative() ? Duration.ZERO : offset;
  }
}
