package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.CheckResult;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.Layout;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.StageReport;
import dev.giteadrone.sandbox.SandboxDescription;
import dev.giteadrone.sandbox.server.RunnerFact;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The demo of the sandbox: bootstrap with full verification, a second bootstrap, and a summary. */
final class Demo {
  private final SandboxRun run;
  private final Screen screen;
  private final Layout layout;
  private final String program;

  /**
   * Creates a demo.
   *
   * @param program how this program is typed
   */
  Demo(SandboxRun run, Screen screen, Layout layout, String program) {
    this.run = run;
    this.screen = screen;
    this.layout = layout;
    this.program = program;
  }

  /** Runs the demo, then stops the servers. */
  ExitCode play(RunOptions options) {
    screen.line("$ gitea-drone bootstrap");
    RunReport first = run.bootstrap(options);
    SandboxDescription what = run.description();
    Set<RunnerType> wanted = EnumSet.noneOf(RunnerType.class);
    what.runners().forEach(runner -> wanted.add(runner.type()));
    if (first.exitCode() != ExitCode.DONE) {
      run.close();
      return first.exitCode();
    }
    screen.line("$ gitea-drone bootstrap");
    RunReport second = run.bootstrap(options);
    run.close();
    ExitCode code = judge(first, second, wanted);
    screen.lines(result(first, second, what, code == ExitCode.DONE));
    return code;
  }

  /** DONE only if the first run verified everything and the second had nothing to do. */
  static ExitCode judge(RunReport first, RunReport second, Set<RunnerType> runners) {
    if (first.exitCode() != ExitCode.DONE) {
      return first.exitCode();
    }
    boolean proved =
        !runners.isEmpty()
            && runners.stream().allMatch(type -> passed(first, CheckId.of(type)))
            && passed(first, CheckId.DRONE_LOGIN)
            && passed(first, CheckId.WEBHOOK_DELIVERED)
            && passed(first, CheckId.STATUS_REPORTED);
    if (!proved) {
      return ExitCode.VERIFICATION_FAILED;
    } else if (second.exitCode() != ExitCode.DONE) {
      return second.exitCode();
    }
    return second.planned() + second.refused() == 0 ? ExitCode.DONE : ExitCode.CHANGES_PENDING;
  }

  private static boolean passed(RunReport report, CheckId check) {
    return find(report, check).filter(c -> c.status() == CheckResult.Status.PASSED).isPresent();
  }

  private static Optional<CheckResult> find(RunReport report, CheckId check) {
    return report.checks().stream().filter(c -> c.check() == check).findFirst();
  }

  private List<String> result(
      RunReport first, RunReport second, SandboxDescription what, boolean well) {
    List<String> lines = new ArrayList<>();
    lines.add(Glyph.STAGE.sign() + " result");
    lines.add(line("gitea", what.gitea() + ", " + what.giteaVersion()));
    lines.add(line("drone", what.drones().getFirst() + ", " + what.droneVersion()));
    for (RunnerFact runner : what.runners()) {
      String seen = find(first, CheckId.of(runner.type())).map(CheckResult::text).orElse("unseen");
      lines.add(line(runner.type().label(), seen + (runner.standIn() ? " (a replacement)" : "")));
    }
    if (what.runners().stream().noneMatch(runner -> runner.type() == RunnerType.DOCKER)) {
      lines.add(layout.fact(Glyph.SKIPPED, "docker", what.docker()));
    }
    lines.add(line("start", Elapsed.describe(what.took()) + ", blank servers"));
    lines.add(line("first", Elapsed.describe(first.took()) + phases(first)));
    lines.add(line("second", Elapsed.describe(second.took()) + phases(second)));
    lines.add(line("stop", Elapsed.describe(run.stopped())));
    lines.add(
        well
            ? "The first run verified the result, the second had nothing to do."
            : "Unexpected: the second run still had something to do.");
    lines.add("The servers are stopped. To look around in new ones: " + program + " sandbox up");
    return lines;
  }

  private static String phases(RunReport report) {
    List<String> phases = new ArrayList<>();
    for (StageReport stage : report.stages()) {
      phases.add(stage.stage().label() + " " + Elapsed.describe(stage.took()));
    }
    return phases.isEmpty() ? "" : ": " + String.join(", ", phases);
  }

  private String line(String label, String text) {
    return layout.fact(Glyph.DONE, label, text);
  }
}
