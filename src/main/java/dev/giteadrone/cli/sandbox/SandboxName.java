package dev.giteadrone.cli.sandbox;

import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ScreenOptions;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.sandbox.Detached;
import dev.giteadrone.sandbox.DetachedSandboxes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which sandbox a command is about, and how it looks to people. */
final class SandboxName {
  private static final Case UNKNOWN =
      Case.of(ProblemId.SANDBOX_NAME, "unknown", "name", "others", "option");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Which sandbox: a-z, 0-9 and - (default: " + Detached.DEFAULT_NAME + ").")
  private @Nullable String name;

  @Mixin private final ScreenOptions look = new ScreenOptions();

  /** As somebody gave it. */
  Optional<String> given() {
    return Optional.ofNullable(name);
  }

  String name() {
    return given().orElse(Detached.DEFAULT_NAME);
  }

  /** What goes behind a command that is about the same one. */
  static String option(String name) {
    return name.equals(Detached.DEFAULT_NAME) ? "" : " --name " + name;
  }

  ScreenOptions look() {
    return look;
  }

  ErrorPrinter complaints(ProcessContext shell) {
    return new ErrorPrinter(shell, look, Optional.empty());
  }

  static DetachedSandboxes sandboxes(ProcessContext shell) {
    return new DetachedSandboxes(shell.environment());
  }

  /**
   * The sandbox, which was started before.
   *
   * @throws Failure if there is none, with the names that there are
   */
  Detached require(ProcessContext shell) {
    return sandboxes(shell).find(name()).orElseThrow(() -> missing(shell));
  }

  private Failure missing(ProcessContext shell) {
    List<Detached> all = sandboxes(shell).all();
    String others =
        all.isEmpty() ? "none" : all.stream().map(Detached::name).collect(Collectors.joining(", "));
    return UNKNOWN.failure(name(), others, option(name()));
  }
}
