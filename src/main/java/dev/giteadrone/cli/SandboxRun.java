package dev.giteadrone.cli;

import dev.giteadrone.cli.sandbox.UseIt;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ProgramName;
import dev.giteadrone.cli.terminal.ProgressLines;
import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.cli.terminal.ScreenOptions;
import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunOptions;
import dev.giteadrone.model.secret.SecondFactor;
import dev.giteadrone.report.Glyph;
import dev.giteadrone.report.Layout;
import dev.giteadrone.report.RunReport;
import dev.giteadrone.report.TextReport;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.SandboxDescription;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.server.RunnerFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Starts a sandbox, connects its servers, and waits until Ctrl-C. */
final class SandboxRun implements AutoCloseable {
  private final Sandbox sandbox;
  private final ProcessContext shell;
  private final Screen screen;
  private final ScreenOptions look;
  private Duration stopped = Duration.ZERO;
  private boolean closed;

  private SandboxRun(Sandbox sandbox, ProcessContext shell, Screen screen, ScreenOptions look) {
    this.sandbox = sandbox;
    this.shell = shell;
    this.screen = screen;
    this.look = look;
  }

  /** A temporary folder that is not removed at the end. */
  static Path lastingFolder() throws IOException {
    return Files.createTempDirectory("gitea-drone-sandbox-");
  }

  /** Starts the servers. */
  static SandboxRun start(
      SandboxOptions options, ProcessContext shell, Screen screen, ScreenOptions look) {
    screen.farewell("stopping the sandbox");
    screen.line(Glyph.STAGE.sign() + " sandbox");
    // Verbose: a build of the servers takes minutes, and this shows its progress.
    ProgressLines lines =
        new ProgressLines(screen, look.layout(shell), ProgressLines.Detail.STORY, true);
    return new SandboxRun(Sandbox.start(options, lines), shell, screen, look);
  }

  /** Runs bootstrap, as the operator of a real host would. */
  RunReport bootstrap(RunOptions options) {
    Layout layout = look.layout(shell);
    Map<String, String> environment = sandbox.environment(shell.environment());
    ProgressLines lines =
        new ProgressLines(screen, layout, ProgressLines.Detail.STORY, look.verbose());
    Desired desired = ConfigFile.load(sandbox.configFile(), environment);
    boolean ended = false;
    RunReport report;
    try {
      RunOptions trusting = options.withCaCertificate(sandbox.caCertificate());
      report =
          shell.programs().of(desired, trusting, lines, environment, SecondFactor.NONE).bootstrap();
      ended = report.problem().isEmpty();
    } finally {
      lines.finish(!ended);
    }
    screen.lines(new TextReport(layout).closing(report));
    return report;
  }

  SandboxDescription description() {
    return sandbox.description();
  }

  /** Prints the URLs and how to read the password, but not the password itself. */
  void announce() {
    SandboxDescription now = sandbox.description();
    UseIt use =
        new UseIt(
            sandbox.hostFolder(),
            sandbox.operatorKeyFile(),
            sandbox.environment(),
            ProgramName.in(shell.environment()),
            sandbox.caCertificate());
    Path admin = sandbox.adminFile();
    screen.line(Glyph.STAGE.sign() + " ready    until Ctrl-C");
    fact("gitea", now.gitea() + ", " + now.giteaVersion());
    fact("drone", now.drones().getFirst() + ", " + now.droneVersion());
    for (RunnerFact runner : now.runners()) {
      fact(runner.type().label(), describe(runner));
    }
    fact("folder", sandbox.hostFolder().toString());
    fact("logs", now.logs().toString());
    if (Files.exists(admin)) {
      screen.lines(
          List.of(
              "Log in as " + username() + ", with the password that this prints:",
              "  SOPS_AGE_KEY_FILE=" + sandbox.operatorKeyFile() + " \\",
              "    "
                  + use.sops().map(Path::toString).orElse("sops")
                  + " decrypt --extract '[\"password\"]' "
                  + admin));
    }
    screen.lines(use.lines());
  }

  private String username() {
    return ConfigFile.load(sandbox.configFile(), Map.of()).gitea().username();
  }

  /** The description of a runner. */
  static String describe(RunnerFact runner) {
    return runner.machine()
        + (runner.standIn() ? ", a replacement" : "")
        + (runner.running() ? "" : ", not running");
  }

  private void fact(String label, String text) {
    screen.line(Layout.WIDE.fact(Glyph.DONE, label, text));
  }

  /** Returns only if this thread is interrupted; Ctrl-C ends the process. */
  void untilInterrupted() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops all servers. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    long start = System.nanoTime();
    screen.busy("sandbox", "stopping", start);
    sandbox.close();
    stopped = Duration.ofNanos(System.nanoTime() - start);
  }

  /** How long {@link #close} took. */
  Duration stopped() {
    return stopped;
  }
}
