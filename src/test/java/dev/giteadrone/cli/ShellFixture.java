package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.Program;
import dev.giteadrone.cli.terminal.Terminals;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.Rotation;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.RunTrail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A command line whose output is caught, in front of a program that a test writes. */
public final class ShellFixture {
  /** What a command called. */
  record Call(String command, Desired desired, RunOptions options) {}

  final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  public Map<String, String> environment = Map.of();
  boolean terminal;
  int columns = 80;
  int rows = 24;

  /** What somebody types; null if nobody sits there. */
  public @Nullable String typed;

  public ShellFixture(Path folder) {
    this.folder = folder;
  }

  /** Writes the least configuration. */
  public void configure() throws IOException {
    Files.writeString(
        folder.resolve("gitea-drone.yaml"),
        """
        gitea: { url: "https://git.my-domain.tld", admin: { username: my-admin } }
        drone: { url: "https://drone.my-domain.tld" }
        secrets: { file: .secrets/drone.yaml }
        """);
  }

  /** Runs a command line whose program does {@code run}. */
  public int run(Function<Progress, RunReport> run, String... args) {
    return runProgram(
        (desired, options, progress, environment, codes) ->
            program(desired, options, () -> run.apply(progress)),
        args);
  }

  /** Runs a command line over a program. */
  public int runProgram(Program.Factory programs, String... args) {
    ProcessContext shell =
        new ProcessContext(
            stream(out),
            stream(err),
            environment,
            folder,
            new Terminals(terminal, terminal, () -> columns, () -> rows),
            Optional.ofNullable(typed).map(ShellFixture::keyboard),
            programs);
    return Main.run(args, shell);
  }

  Program program(Desired desired, RunOptions options, java.util.function.Supplier<RunReport> run) {
    return new Program() {
      @Override
      public RunReport plan() {
        return call("plan");
      }

      @Override
      public RunReport bootstrap() {
        return call("bootstrap");
      }

      @Override
      public RunReport verify() {
        return call("verify");
      }

      @Override
      public RunReport verifyOnHost() {
        return call("verify on host");
      }

      @Override
      public RunReport rotate(Rotation what, boolean dataKey) {
        return call("rotate " + what.label() + (dataKey ? " --data-key" : ""));
      }

      @Override
      public RunReport repairRepositories(boolean dryRun) {
        return call("repair" + (dryRun ? " --dry-run" : ""));
      }

      @Override
      public RunReport destroy(boolean dryRun, boolean allTokens) {
        return call("destroy" + (dryRun ? " --dry-run" : "") + (allTokens ? " --all-tokens" : ""));
      }

      @Override
      public Optional<RunReport> interrupted(RunTrail trail) {
        return Optional.empty();
      }

      private RunReport call(String command) {
        calls.add(new Call(command, desired, options));
        return run.get();
      }
    };
  }

  /** Somebody who types these lines, and no more. */
  private static ProcessContext.Keyboard keyboard(String lines) {
    Iterator<String> rest = lines.lines().iterator();
    return () -> rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
