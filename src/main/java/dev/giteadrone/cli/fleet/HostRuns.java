package dev.giteadrone.cli.fleet;

import dev.giteadrone.cli.terminal.CompositeProgress;
import dev.giteadrone.cli.terminal.CrashReport;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import dev.giteadrone.fleet.FleetListener;
import dev.giteadrone.fleet.Host;
import dev.giteadrone.fleet.HostRunner;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.SecondFactor;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.RunTrail;
import dev.giteadrone.report.TextReport;
import dev.giteadrone.report.fleet.HostLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The runs of the hosts with the program of this process, and what is shown of each. */
final class HostRuns implements HostRunner, FleetListener {
  private final ProcessContext shell;
  private final ManyHosts.Job job;
  private final ManyHosts.Outputs outputs;
  private final FleetScreen screen;
  private final SecondFactor secondFactor;
  private final FleetEnd end;

  HostRuns(
      ProcessContext shell,
      ManyHosts.Job job,
      ManyHosts.Outputs outputs,
      FleetScreen screen,
      SecondFactor secondFactor,
      FleetEnd end) {
    this.shell = shell;
    this.job = job;
    this.outputs = outputs;
    this.screen = screen;
    this.secondFactor = secondFactor;
    this.end = end;
  }

  @Override
  public Execution of(Host host, Duration limit) {
    RunTrail trail = new RunTrail();
    Program program =
        shell
            .programs()
            .of(
                host.wanted(),
                job.options().withTimeout(limit),
                progress(host.name(), trail),
                shell.environment(),
                new HostSecondFactor(secondFactor, screen, host.name()));
    return new Execution() {
      @Override
      public RunReport run() {
        return job.action().apply(program);
      }

      @Override
      public String where() {
        return trail.where();
      }

      @Override
      public Optional<RunReport> interrupted() {
        return program.interrupted(trail);
      }
    };
  }

  private Progress progress(String name, RunTrail trail) {
    Progress people =
        new CompositeProgress(trail, new HostProgress(screen, name, outputs.look().verbose()));
    return outputs
        .machine()
        .<Progress>map(machine -> new CompositeProgress(people, machine.of(name)))
        .orElse(people);
  }

  @Override
  public ExitCode exitCode(RunReport report) {
    return job.exitCode().apply(report);
  }

  @Override
  public Problem defect(Throwable thrown) {
    return CrashReport.problem(
        thrown, "unexpected " + thrown.getClass().getSimpleName() + CrashReport.where(thrown));
  }

  @Override
  public void begins(Host host, Execution run) {
    screen.begins(host.name(), run::where);
  }

  @Override
  public void ended(HostLine line, Optional<RunReport> report) {
    if (job.shows()) {
      report.filter(HostRuns::hasPlan).ifPresent(one -> screen.data(plan(line.name(), one)));
    }
    screen.ended(line);
    outputs.machine().ifPresent(machine -> machine.ended(line, report));
    end.ended(line, report);
  }

  private static boolean hasPlan(RunReport report) {
    return report.planned() > 0 || report.refused() > 0;
  }

  private List<String> plan(String name, RunReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(HostRow.shown(name));
    new TextReport(outputs.look().dataLayout(shell))
        .plan(report)
        .forEach(line -> lines.add("  " + line));
    return lines;
  }
}
