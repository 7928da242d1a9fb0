package dev.giteadrone.cli.fleet;

import dev.giteadrone.cli.terminal.DurationConverter;
import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.LevelConverter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.cli.terminal.RunnerConverter;
import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.cli.terminal.ScreenOptions;
import dev.giteadrone.fleet.pipeline.DronePipeline;
import dev.giteadrone.fleet.pipeline.PipelineFile;
import dev.giteadrone.fleet.pipeline.PipelineOptions;
import dev.giteadrone.fleet.pipeline.StepsByHand;
import dev.giteadrone.gitea.packages.GenericPackage;
import dev.giteadrone.model.desired.Level;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.report.Glyph;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    name = "pipeline",
    description = {
      "Writes a .drone.yml that runs many hosts on many runners.",
      "It has a stage for each shard, and one that joins their reports.",
      "Says what is left to do by hand."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  gitea-drone fleet pipeline -f hosts --shards 3 --into .drone.yml \\",
      "    --at https://git.my-domain.tld/api/packages/ops/generic/hosts"
    })
final class PipelineCommand implements Callable<Integer>, ReportsErrors {
  private static final int MOST_SHARDS = 999;

  /** What a stage runs; the names are the words on the command line. */
  enum Runs {
    /** Checks the hosts. */
    verify,
    /** Shows what would be done. */
    plan,
    /** Fails if something is to be done: a pipeline is frozen. */
    bootstrap
  }

  private final ProcessContext shell;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-f", "--config"},
      required = true,
      arity = "1..*",
      paramLabel = "VALUE",
      description = "Configurations, folders or globs, as seen from the root of the repository.")
  private List<String> values = new ArrayList<>();

  @Option(
      names = "--shards",
      required = true,
      paramLabel = "N",
      description = "Into how many parts the hosts are divided.")
  private int shards;

  @Option(
      names = "--at",
      required = true,
      paramLabel = "URL",
      description = "A generic package of Gitea for the reports, without a version.")
  private String at = "";

  @Option(
      names = "--command",
      paramLabel = "COMMAND",
      description = "verify (default), plan or bootstrap.")
  private Runs command = Runs.verify;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      converter = LevelConverter.class,
      completionCandidates = LevelConverter.class,
      description = "How much to verify: basic, login or full (default).")
  private @Nullable Level level;

  @Option(
      names = "--runner",
      paramLabel = "TYPE",
      converter = RunnerConverter.class,
      completionCandidates = RunnerConverter.class,
      description = "exec (default) or docker.")
  private RunnerType runner = RunnerType.EXEC;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description = "The image of the steps, for docker.")
  private @Nullable String image;

  @Option(
      names = "--arch",
      paramLabel = "ARCH",
      defaultValue = "amd64",
      description = "The architecture of the runners (default: ${DEFAULT-VALUE}).")
  private String arch = "amd64";

  @Option(
      names = "--node",
      paramLabel = "KEY=VALUE",
      description = "A label that the runners must have. May be repeated.")
  private Map<String, String> node = new LinkedHashMap<>();

  @Option(
      names = "--cron",
      paramLabel = "NAME",
      description = "The only cron job that starts it (default: each one does).")
  private @Nullable String cron;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "How many hosts a shard runs at the same time.")
  private @Nullable Integer parallel;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Time limit of each host.")
  private @Nullable Duration timeout;

  @Option(
      names = "--total-timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Time limit of each shard.")
  private @Nullable Duration totalTimeout;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "30m",
      converter = DurationConverter.class,
      description = "How long the last stage waits for the reports (default: ${DEFAULT-VALUE}).")
  private Duration wait = Duration.ofMinutes(30);

  @Option(
      names = "--ca-cert",
      paramLabel = "FILE",
      description = {
        "PEM file of certificate authorities for the stages, as seen from the root of",
        "the repository."
      })
  private @Nullable String caCertificate;

  @Option(
      names = "--allow-plain-http",
      description = "Allow plain HTTP to other hosts, also in the stages.")
  private boolean allowPlainHttp;

  @Option(
      names = "--into",
      paramLabel = "FILE",
      description = "Write it to this file, if that is new or written by this command.")
  private @Nullable Path into;

  @Mixin private final ScreenOptions look = new ScreenOptions();

  PipelineCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    PipelineOptions options = options();
    String text = DronePipeline.render(options);
    try (Screen screen = look.screen(shell, true)) {
      if (into == null) {
        screen.data(text.lines().toList());
      } else {
        PipelineFile.write(shell.path(into), text);
        screen.line("%s pipeline  %s, shards: %d".formatted(Glyph.DONE.sign(), into, shards));
      }
      screen.lines(StepsByHand.of(options));
    }
    return ExitCode.DONE.code();
  }

  private PipelineOptions options() {
    requireShards(shards, spec);
    if ((runner == RunnerType.DOCKER) != (image != null)) {
      throw wrong("--runner docker needs --image, and no other runner has one");
    }
    if (level != null && command == Runs.plan) {
      throw wrong("--level is for verify and bootstrap: plan verifies nothing");
    }
    if (parallel != null && parallel < 1) {
      throw wrong("--parallel must be 1 or more");
    }
    return new PipelineOptions(
        command.name(),
        arguments(),
        shards,
        runner,
        Optional.ofNullable(image).orElse(""),
        arch,
        node,
        Optional.ofNullable(cron),
        GenericPackage.withoutVersion(at),
        wait,
        allowPlainHttp,
        Optional.ofNullable(caCertificate),
        command != Runs.plan && (level == null || level == Level.FULL));
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    values.forEach(value -> arguments.addAll(List.of("-f", value)));
    if (level != null) {
      arguments.addAll(List.of("--level", level.label()));
    }
    if (parallel != null) {
      arguments.addAll(List.of("--parallel", parallel.toString()));
    }
    if (timeout != null) {
      arguments.addAll(List.of("--timeout", timeout.toSeconds() + "s"));
    }
    if (totalTimeout != null) {
      arguments.addAll(List.of("--total-timeout", totalTimeout.toSeconds() + "s"));
    }
    if (caCertificate != null) {
      arguments.addAll(List.of("--ca-cert", caCertificate));
    }
    if (allowPlainHttp) {
      arguments.add("--allow-plain-http");
    }
    return arguments;
  }

  /** A usage error unless this is a number of shards. */
  static void requireShards(int shards, CommandSpec spec) {
    if (shards < 1 || shards > MOST_SHARDS) {
      throw new ParameterException(
          spec.commandLine(), "--shards must be from 1 to " + MOST_SHARDS + ", not " + shards);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  @Override
  public ErrorPrinter complaints() {
    return new ErrorPrinter(shell, look, Optional.empty());
  }
}
