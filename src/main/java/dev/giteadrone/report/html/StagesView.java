package dev.giteadrone.report.html;

import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.StageReport;
import dev.giteadrone.report.Trace;
import dev.giteadrone.time.Timeline.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The timeline: the stages on one scale of time, each with its steps and requests. */
final class StagesView {
  private final RunReport report;
  private final Explanations explanations;
  private final Cut cut;
  private final Duration total;
  private final Bars bars;

  StagesView(RunReport report, Explanations explanations, Cut cut) {
    this.report = report;
    this.explanations = explanations;
    this.cut = cut;
    this.total =
        Stream.concat(
                Stream.of(report.took()),
                report.trace().spans().stream().map(span -> span.start().plus(span.took())))
            .max(Duration::compareTo)
            .orElseThrow();
    this.bars = new Bars(total);
  }

  Map<String, Object> view() {
    List<Map<String, Object>> stages = new ArrayList<>();
    List<Trace.Span> before = spans(-1);
    if (!before.isEmpty()) {
      stages.add(row("preparation", Optional.empty(), List.of(), before, before));
    }
    for (int i = 0; i < report.stages().size(); i++) {
      StageReport stage = report.stages().get(i);
      Optional<Trace.Part> part =
          i < report.trace().stages().size()
              ? Optional.of(report.trace().stages().get(i))
              : Optional.empty();
      List<Trace.Span> spans = spans(i);
      stages.add(
          row(
              stage.stage().label(),
              Optional.of(part.orElse(new Trace.Part(stage.stage(), Duration.ZERO, stage.took()))),
              new StageLines(report, explanations, cut).of(stage),
              spans,
              part.isEmpty() ? List.of() : spans));
    }
    boolean timed = !report.trace().spans().isEmpty();
    return Fields.of("stages", stages)
        .with("title", title(timed))
        .with("timed", Fields.when(timed))
        .with("empty", Fields.when(stages.isEmpty() && report.thens().isEmpty()))
        .with("middle", Elapsed.describe(total.dividedBy(2)))
        .with("end", Elapsed.describe(total))
        .with("thens", report.thens().stream().map(then -> cut.text(then.describe())).toList())
        .with("hasThens", Fields.when(!report.thens().isEmpty()))
        .map();
  }

  private String title(boolean timed) {
    if (Verdict.isOnlyPlanned(report)) {
      return "What is to do";
    }
    return timed ? "Timeline" : "What was done";
  }

  /** What began in this stage; before the first one for -1. */
  private List<Trace.Span> spans(int stage) {
    return report.trace().spans().stream().filter(span -> stageOf(span) == stage).toList();
  }

  private int stageOf(Trace.Span span) {
    int last = -1;
    for (int i = 0; i < Math.min(report.trace().stages().size(), report.stages().size()); i++) {
      if (report.trace().stages().get(i).start().compareTo(span.start()) <= 0) {
        last = i;
      }
    }
    return last;
  }

  private Map<String, Object> row(
      String name,
      Optional<Trace.Part> part,
      List<Map<String, Object>> lines,
      List<Trace.Span> spans,
      List<Trace.Span> drawn) {
    return Fields.of("name", name)
        .with("took", part.map(Trace.Part::took).filter(t -> !t.isZero()).map(Elapsed::describe))
        .with("counts", Optional.of(TraceRows.counts(spans)).filter(text -> !text.isEmpty()))
        .with("x", part.map(p -> bars.at(p.start())).map(Math::round).orElse(0L))
        .with("width", part.map(this::width).orElse(0L))
        .with("bars", drawn(drawn))
        .with("timed", Fields.when(!report.trace().spans().isEmpty()))
        .with("hasLines", Fields.when(!lines.isEmpty()))
        .with("lines", lines)
        .with("hasRows", Fields.when(!spans.isEmpty()))
        .with("rows", new TraceRows(bars, cut).view(spans))
        .map();
  }

  private long width(Trace.Part part) {
    double end = bars.at(part.start().plus(part.took()));
    return Math.max(2, Math.round(end - bars.at(part.start())));
  }

  private List<Map<String, Object>> drawn(List<Trace.Span> spans) {
    return Stream.of(Kind.WAIT, Kind.READ, Kind.SUBPROCESS, Kind.MUTATION)
        .map(kind -> {
          List<Trace.Span> some = spans.stream().filter(span -> span.kind() == kind).toList();
          return Map.<String, Object>of(
              "style", TraceRows.style(kind), "path", bars.path(some, 3, 10));
        })
        .toList();
  }
}
