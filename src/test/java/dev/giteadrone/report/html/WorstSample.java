package dev.giteadrone.report.html;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.plan.Change;
import dev.giteadrone.model.plan.Effect;
import dev.giteadrone.model.plan.Stage;
import dev.giteadrone.model.plan.StagePlan;
import dev.giteadrone.model.plan.StepLine;
import dev.giteadrone.model.plan.StepResult;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.CanaryBuild;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.Setup;
import dev.giteadrone.report.StageReport;
import dev.giteadrone.report.Trace;
import dev.giteadrone.time.Timeline.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs that make the largest page, and the most dangerous one. */
final class WorstSample {
  private WorstSample() {}

  /** Every check fails, with text that means harm and never ends. */
  static RunReport hostile() {
    String text =
        "</dd></svg><script>alert('x')</script><img src=x onerror=alert(1)>\u0000\u001b[31m ]]>"
            + " \"&amp; javascript:alert(1) \u202e";
    return worst(text, text + "A".repeat(400), "javascript:alert(1)//" + text);
  }

  /** The largest report: every check fails with very long text. */
  static RunReport everythingFails() {
    return worst("&".repeat(20_000), "<\"'".repeat(9_000), "https://" + "g".repeat(9_000));
  }

  private static RunReport worst(String text, String longer, String url) {
    List<CheckResult> checks = new ArrayList<>();
    for (CheckId check : CheckId.values()) {
      Problem problem = TestProblem.of(check.id(), text, longer, text, longer);
      checks.add(CheckResult.failed(check, problem, Duration.ofSeconds(1)));
    }
    StepLine step = new StepLine("create-app", text, Effect.ROTATES, longer);
    StageReport stage =
        new StageReport(
            Stage.WIRING,
            new StagePlan(
                Stage.WIRING,
                List.of(step),
                List.of(),
                Stream.generate(() -> text).limit(300).toList()),
            List.of(new StepResult(step, Change.UPDATED, longer, Duration.ofSeconds(1))),
            List.of(new StageReport.Fact(text, longer)),
            Duration.ofSeconds(9));
    List<Trace.Span> spans = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      spans.add(
          new Trace.Span(
              Kind.READ, i + " " + text, Duration.ofMillis(i * 100L), Duration.ofMillis(30)));
    }
    return new RunReport(
        text,
        url,
        url,
        new Setup(text, longer, List.of(RunnerType.DOCKER, RunnerType.EXEC)),
        Instant.parse("2026-01-02T03:04:05Z"),
        Duration.ofMinutes(5),
        Duration.ofMillis(900),
        3000,
        9,
        new Trace(
            List.of(new Trace.Part(Stage.WIRING, Duration.ZERO, Duration.ofMinutes(5))), spans),
        List.of(stage),
        List.of(),
        checks,
        Optional.of(new CanaryBuild(2, url)),
        Optional.empty(),
        ExitCode.VERIFICATION_FAILED,
        List.of(text, longer));
  }
}
