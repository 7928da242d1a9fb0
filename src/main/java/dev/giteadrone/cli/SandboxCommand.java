package dev.giteadrone.cli;

import dev.giteadrone.cli.sandbox.ProfileConverter;
import dev.giteadrone.cli.terminal.DurationConverter;
import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ProgramName;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.cli.terminal.RunnerConverter;
import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.cli.terminal.ScreenOptions;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.sandbox.Profile;
import dev.giteadrone.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false,
    versionProvider = Version.class,
    name = "sandbox",
    synopsisSubcommandLabel = "[COMMAND]",
    description = {
      "Starts a real Gitea, Drone and runners on this machine, until Ctrl-C.",
      "With a command: in the background, until they are stopped."
    })
final class SandboxCommand implements Callable<Integer>, ReportsErrors {
  private final ProcessContext shell;
  @Mixin private final ScreenOptions look = new ScreenOptions();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "An empty or new folder to use, which is kept (default: a temporary one).")
  private @Nullable Path folder;

  @Option(
      names = "--runners",
      paramLabel = "TYPE",
      split = ",",
      converter = RunnerConverter.class,
      completionCandidates = RunnerConverter.class,
      description = "One or both of docker,exec (default: both).")
  private Set<RunnerType> runners = EnumSet.allOf(RunnerType.class);

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      converter = ProfileConverter.class,
      completionCandidates = ProfileConverter.class,
      description = {
        "plain (default): servers on SQLite, plain HTTP.",
        "ipv6: the same, only on [::1].",
        "reference: with PostgreSQL, nginx and TLS, as the reference host; needs root."
      })
  private Profile profile = Profile.PLAIN;

  @Option(names = "--no-bootstrap", description = "Do not connect the servers.")
  private boolean blank;

  @Option(
      names = "--demo",
      description = "Bootstrap twice with full verification, show the result, then stop.")
  private boolean demo;

  @Option(names = "--keep", description = "Keep the folder, even a temporary one.")
  private boolean keep;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = DurationConverter.class,
      description =
          "Time limit of each bootstrap, not counting the deploy (default: ${DEFAULT-VALUE}).")
  private Duration timeout = RunOptions.DEFAULT.timeout();

  @Spec private CommandSpec spec = CommandSpec.create();

  SandboxCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    if (demo && blank) {
      throw new ParameterException(
          spec.commandLine(), "--no-bootstrap contradicts --demo, which runs bootstrap twice");
    }
    SandboxOptions options = SandboxOptions.blank().withRunners(runners).withProfile(profile);
    if (folder != null) {
      options = options.in(shell.path(folder));
    } else if (keep) {
      options = options.in(SandboxRun.lastingFolder());
    }
    try (Screen screen = look.screen(shell, true);
        SandboxRun run = SandboxRun.start(options, shell, screen, look)) {
      RunOptions each = RunOptions.DEFAULT.withTimeout(timeout).withDeployAnyway(true);
      if (demo) {
        return new Demo(run, screen, look.layout(shell), ProgramName.in(shell.environment()))
            .play(each)
            .code();
      }
      ExitCode code = blank ? ExitCode.DONE : run.bootstrap(each).exitCode();
      run.announce();
      run.untilInterrupted();
      return code.code();
    }
  }

  @Override
  public ErrorPrinter complaints() {
    return new ErrorPrinter(shell, look, Optional.empty());
  }
}
