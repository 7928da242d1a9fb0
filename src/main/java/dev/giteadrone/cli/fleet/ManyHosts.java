package dev.giteadrone.cli.fleet;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.cli.terminal.ScreenOptions;
import dev.giteadrone.fleet.FleetRun;
import dev.giteadrone.fleet.FolderLock;
import dev.giteadrone.fleet.Host;
import dev.giteadrone.fleet.HostFiles;
import dev.giteadrone.fleet.Hosts;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.secret.SecondFactor;
import dev.giteadrone.report.Layout;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.file.ReportFile;
import dev.giteadrone.report.fleet.FleetOutput;
import dev.giteadrone.report.fleet.FleetReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs one command on many hosts, and shows them. */
public final class ManyHosts {
  /** So many hosts that are done still get a line each at the end. */
  private static final int FEW = 20;

  /**
   * What is run on each host.
   *
   * @param name of the command
   * @param version of the program
   * @param action the command
   * @param exitCode that of a run of one host
   * @param shows whether the plan of each host is what the command was asked for
   */
  public record Job(
      String name,
      String version,
      RunOptions options,
      Function<Program, RunReport> action,
      Function<RunReport, ExitCode> exitCode,
      boolean shows) {
    /** The same, where the files of all these hosts may change during the run. */
    Job beside(List<Host> hosts) {
      return new Job(
          name, version, options.withSiblings(Hosts.secretsFiles(hosts)), action, exitCode, shows);
    }
  }

  /**
   * Where it is shown.
   *
   * @param text whether text for people may go to standard output
   * @param machine what goes to standard output for programs
   * @param report the folder of {@code --report}
   * @param secondFactor asks between the lines of a screen, if a question may be asked
   */
  public record Outputs(
      ScreenOptions look,
      boolean text,
      Optional<FleetOutput> machine,
      Optional<Path> report,
      Function<Screen, SecondFactor> secondFactor) {}

  private final ProcessContext shell;
  private final HostsOption options;
  private final Outputs outputs;

  public ManyHosts(ProcessContext shell, HostsOption options, Outputs outputs) {
    this.shell = shell;
    this.options = options;
    this.outputs = outputs;
  }

  /**
   * Runs all hosts.
   *
   * @return the exit code of the process
   * @throws picocli.CommandLine.ParameterException if the options do not fit
   * @throws dev.giteadrone.model.result.Failure if the hosts cannot be found
   */
  public int run(Job job) {
    outputs
        .report()
        .filter(ReportFile::isKnown)
        .ifPresent(file -> {
          throw options.wrong(
              "--report " + file.getFileName() + " is for one host; with many, name a folder");
        });
    List<Host> all =
        new Hosts(shell.environment(), job.options().allowPlainHttp())
            .read(new HostFiles(shell.directory()).find(options.given()));
    Choice choice = Choice.of(all, options, job.name(), shell.directory(), outputs.report());
    try (FolderLock ignored = FolderLock.of(outputs.report(), job.name(), shell.environment())) {
      return run(job, all, choice);
    }
  }

  private int run(Job job, List<Host> all, Choice choice) {
    List<String> names = choice.hosts().stream().map(Host::name).toList();
    Layout layout = outputs.look().layout(shell);
    try (Screen screen = outputs.look().screen(shell, outputs.text())) {
      FleetScreen show = new FleetScreen(screen, layout, outputs.look().rows(shell), names);
      FleetEnd end = new FleetEnd(new FleetText(layout, names), outputs, choice.carried().size());
      HostRuns runs =
          new HostRuns(
              shell, job.beside(all), outputs, show, outputs.secondFactor().apply(screen), end);
      FleetRun run =
          new FleetRun(
              new FleetRun.Setup(
                  job.name(),
                  job.version(),
                  options.shard(),
                  options.parallel(),
                  job.options().timeout(),
                  options.total()),
              choice.hosts(),
              runs,
              runs);
      screen.farewell(Screen.CONTINUES);
      screen.atInterrupt(() -> end.interrupted(run));
      show.start();
      FleetReport report = run.run(choice.carried());
      show.hide();
      boolean done = report.hosts().size() <= FEW && screen.isLive();
      return end.reached(report, screen, done || outputs.look().verbose()).code();
    }
  }
}
