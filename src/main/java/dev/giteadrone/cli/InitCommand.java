package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.InitLines;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.cli.terminal.ScreenOptions;
import dev.giteadrone.cli.terminal.TerminalPrompt;
import dev.giteadrone.init.InitPlan;
import dev.giteadrone.init.InitRequest;
import dev.giteadrone.init.Initialiser;
import dev.giteadrone.init.Prompt;
import dev.giteadrone.model.result.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
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
    name = "init",
    description = {
      "Writes the configuration, .sops.yaml and the first secrets files.",
      "With them the host can be deployed before Gitea exists. Asks for what is not",
      "given; overwrites nothing."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gitea-drone init",
      "  gitea-drone init --domain my-domain.tld --username my-admin \\",
      "    --deploy 'deploy .#server' --scan-host my-domain.tld \\",
      "    --host-fingerprint SHA256:…",
      "  gitea-drone init --domain my-domain.tld --username my-admin --make-age-key \\",
      "    --host-key-file ssh_host_ed25519_key.pub --dry-run"
    })
final class InitCommand implements Callable<Integer>, ReportsErrors {
  private static final String UNTOUCHED = "Nothing was written.";

  private final ProcessContext shell;
  @Mixin private final InitOptions options = new InitOptions();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where the configuration goes (default: here).")
  private Path folder = Path.of("");

  @Option(names = "--dry-run", description = "Show what would be written, write nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Ask no questions.")
  private boolean yes;

  @Option(names = "--allow-plain-http", description = "Allow plain HTTP to other hosts.")
  private boolean allowPlainHttp;

  @Mixin private final OutputOption output = new OutputOption();
  @Mixin private final ScreenOptions look = new ScreenOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  InitCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws Exception {
    output.requireNoMetrics(spec.commandLine());
    if (!output.isText() && !yes && shell.keyboard().isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "init asks questions, which --output json cannot: give --yes");
    }
    Initialiser initialiser = new Initialiser(shell.environment());
    try (Screen screen = look.screen(shell, output.isText())) {
      screen.farewell(UNTOUCHED);
      InitLines lines =
          new InitLines(
              screen,
              dryRun ? look.dataLayout(shell) : look.layout(shell),
              output.json(shell),
              dryRun);
      Optional<Prompt> prompt =
          shell
              .keyboard()
              .filter(keyboard -> !yes)
              .map(keyboard -> new TerminalPrompt(shell, keyboard, screen));
      if (prompt.isPresent()) {
        initialiser.requirePrograms(request());
        screen.line(
            "Asks for what a new host needs, shows the files, and writes them if you agree.");
      }
      InitPlan plan = initialiser.plan(request(), prompt);
      lines.plan(plan);
      if (dryRun || plan.isEmpty()) {
        lines.end(plan, dryRun ? List.of() : initialiser.next(plan, shell.directory()));
        return ExitCode.DONE.code();
      }
      if (prompt.isPresent() && !prompt.get().agrees("Write them?", true)) {
        throw new CancellationException("the answer was no");
      }
      screen.farewell(Screen.CONTINUES);
      initialiser.write(plan);
      lines.end(plan, initialiser.next(plan, shell.directory()));
      return ExitCode.DONE.code();
    } catch (CancellationException e) {
      shell.err().println(UNTOUCHED);
      return ExitCode.FAILED.code();
    }
  }

  private InitRequest request() throws IOException {
    Path given = shell.path(folder);
    return new InitRequest(
        Files.exists(given) ? given.toRealPath() : given,
        shell.directory(),
        options.given(),
        allowPlainHttp);
  }

  @Override
  public ErrorPrinter complaints() {
    return new ErrorPrinter(shell, look, output.machine(shell));
  }
}
