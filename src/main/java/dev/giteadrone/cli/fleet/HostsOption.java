package dev.giteadrone.cli.fleet;

import dev.giteadrone.cli.terminal.DurationConverter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.UsageError;
import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.fleet.HostFiles;
import dev.giteadrone.report.fleet.Shard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which hosts a command runs on, and how many of them at the same time. */
public final class HostsOption {
  /** Which of the hosts are run; the names are the words on the command line. */
  enum Only {
    /** Those that are not done in the last report. */
    failed
  }

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = {"-f", "--config"},
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "The configuration (default: ./" + ConfigFile.DEFAULT_NAME + ").",
        "Several files, a folder or a glob: many hosts; --report is a folder then."
      })
  private List<String> given = List.of();

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "16",
      description = "Many hosts: how many at the same time (default: ${DEFAULT-VALUE}).")
  private int parallel = 16;

  @Option(
      names = "--total-timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Many hosts: time limit of all; --timeout is that of each (default: none).")
  private @Nullable Duration total;

  @Option(
      names = "--shard",
      paramLabel = "K/N",
      converter = ShardConverter.class,
      description = "Many hosts: only part K of N of them, K from 1; other machines run the rest.")
  private @Nullable Shard shard;

  @Option(
      names = "--only",
      paramLabel = "failed",
      description = "Many hosts: only those that are not done in the last report, see --report.")
  private @Nullable Only only;

  /** Whether this is a run over many hosts. */
  public boolean isMany(ProcessContext shell) {
    if (parallel < 1) {
      throw wrong("--parallel " + parallel + " is not at least 1");
    }
    if (given.stream().anyMatch(String::isBlank)) {
      // Else an unset variable of a script would mean all of the working folder.
      throw wrong("-f '' names nothing; give a file, a folder or a glob");
    }
    return shard != null
        || only != null
        || total != null
        || new HostFiles(shell.directory()).isMany(given);
  }

  /** The configuration of a run of one host, absolute. */
  public Path file(ProcessContext shell) {
    return shell.path(Path.of(given.isEmpty() ? ConfigFile.DEFAULT_NAME : given.getFirst()));
  }

  /** What names the configurations of many hosts. */
  List<String> given() {
    return given.isEmpty() ? List.of(ConfigFile.DEFAULT_NAME) : given;
  }

  int parallel() {
    return parallel;
  }

  Optional<Duration> total() {
    return Optional.ofNullable(total);
  }

  Optional<Shard> shard() {
    return Optional.ofNullable(shard);
  }

  boolean isOnlyFailed() {
    return only == Only.failed;
  }

  /** A usage error of the command that has these options. */
  ParameterException wrong(String message) {
    return new ParameterException(UsageError.line(command, this), message);
  }
}
