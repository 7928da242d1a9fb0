package dev.giteadrone.cli.sandbox;

import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ProgressLines;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.cli.terminal.RunnerConverter;
import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.sandbox.Detached;
import dev.giteadrone.sandbox.DetachedOptions;
import dev.giteadrone.sandbox.Profile;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false,
    name = "up",
    description = {
      "Starts connected servers in the background.",
      "If they run already, finds them. Prints where they are and how to log in."
    })
final class UpCommand implements Callable<Integer>, ReportsErrors {
  private final ProcessContext shell;
  @Mixin private final SandboxName target = new SandboxName();

  @Option(
      names = "--gitea-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Where Gitea listens (default: a free port).")
  private @Nullable Integer giteaPort;

  @Option(
      names = "--drone-port",
      paramLabel = "PORT",
      converter = PortConverter.class,
      description = "Where Drone listens (default: a free port).")
  private @Nullable Integer dronePort;

  @Option(
      names = "--runners",
      paramLabel = "TYPE",
      split = ",",
      converter = RunnerConverter.class,
      completionCandidates = RunnerConverter.class,
      description = "Of docker,exec (default: both).")
  private @Nullable Set<RunnerType> runners;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      converter = ProfileConverter.class,
      completionCandidates = ProfileConverter.class,
      description = "plain (default), ipv6 or reference, as for sandbox itself.")
  private @Nullable Profile profile;

  @Option(names = "--blank", description = "Leave the servers unconnected.")
  private boolean blank;

  UpCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Detached sandbox;
    try (Screen screen = target.look().screen(shell, true)) {
      screen.farewell("interrupted; what was started is stopped again");
      // Verbose, because a build of the servers takes minutes.
      ProgressLines lines =
          new ProgressLines(screen, target.look().layout(shell), ProgressLines.Detail.STORY, true);
      sandbox = SandboxName.sandboxes(shell).up(target.name(), options(), lines);
      screen.line(
          "%s sandbox  %s, %s"
              .formatted(
                  Glyph.STAGE.sign(),
                  sandbox.name(),
                  sandbox.wasRunning() ? "already running" : "running"));
    }
    Announcement.print(sandbox, shell);
    return ExitCode.DONE.code();
  }

  private DetachedOptions options() {
    DetachedOptions options =
        DetachedOptions.any()
            .withPorts(Optional.ofNullable(giteaPort), Optional.ofNullable(dronePort));
    options = runners == null ? options : options.withRunners(runners);
    options = profile == null ? options : options.withProfile(profile);
    return blank ? options.withBlank(true) : options;
  }

  @Override
  public ErrorPrinter complaints() {
    return target.complaints(shell);
  }
}
