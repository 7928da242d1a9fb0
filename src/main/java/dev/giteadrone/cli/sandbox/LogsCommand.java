package dev.giteadrone.cli.sandbox;

import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.sandbox.Detached;
import dev.giteadrone.sandbox.LogReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    name = "logs",
    description = "Shows the ends of the servers' logs, without secrets.")
final class LogsCommand implements Callable<Integer>, ReportsErrors {
  private static final Case UNKNOWN =
      Case.of(ProblemId.SANDBOX_LOG, "unknown", "part", "name", "logs");

  private static final long LOOK_EVERY_MILLIS = 200;

  private final ProcessContext shell;
  @Mixin private final SandboxName target = new SandboxName();

  @Parameters(
      arity = "0..1",
      paramLabel = "PART",
      description = "Such as gitea, drone or runner-exec (default: all of them).")
  private @Nullable String part;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "LINES",
      description = "How many of each log (default: ${DEFAULT-VALUE}).")
  private int lines = 10;

  @Option(names = "--follow", description = "Go on with what is added, until Ctrl-C.")
  private boolean follow;

  LogsCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Detached sandbox = target.require(shell);
    List<String> parts = part == null ? sandbox.logs() : List.of(known(sandbox, part));
    Map<String, LogReader> logs = new LinkedHashMap<>();
    parts.forEach(name -> logs.put(name, sandbox.log(name)));
    logs.forEach((name, log) -> print(name, log.last(Math.max(0, lines))));
    while (follow && !shell.out().checkError() && pause()) {
      logs.forEach((name, log) -> print(name, log.more()));
    }
    return ExitCode.DONE.code();
  }

  /** Whoever asked for one log knows whose lines they are. */
  private void print(String name, List<String> some) {
    String head = part == null ? "%-14s| ".formatted(name) : "";
    some.forEach(line -> shell.out().println(head + line));
  }

  private static String known(Detached sandbox, String name) {
    if (!sandbox.logs().contains(name)) {
      throw UNKNOWN.failure(name, sandbox.name(), String.join(", ", sandbox.logs()));
    }
    return name;
  }

  private static boolean pause() {
    try {
      Thread.sleep(LOOK_EVERY_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public ErrorPrinter complaints() {
    return target.complaints(shell);
  }
}
