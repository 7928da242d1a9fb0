package dev.giteadrone.cli;

import dev.giteadrone.cli.fleet.FleetCommand;
import dev.giteadrone.cli.fleet.ReportCommand;
import dev.giteadrone.cli.reference.ExplainCommand;
import dev.giteadrone.cli.reference.SchemaCommand;
import dev.giteadrone.cli.sandbox.SandboxCommands;
import dev.giteadrone.cli.terminal.CrashReport;
import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.cli.terminal.ScreenOptions;
import dev.giteadrone.cli.terminal.UnreadableNames;
import dev.giteadrone.cli.terminal.UsageError;
import dev.giteadrone.http.Http;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The command line: {@code gitea-drone}. */
public final class Main {
  /** The commands that send requests. */
  private static final Set<String> SERVER_COMMANDS =
      Set.of("bootstrap", "plan", "verify", "rotate", "repair", "destroy", "doctor", "report");

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> lastWords(e));
    int code = ExitCode.FAILED.code();
    try {
      if (args.length > 0 && SERVER_COMMANDS.contains(args[0])) {
        Http.preload();
      }
      ProcessContext shell = ProcessContext.ofProcess();
      code = shell.endedWith(run(args, shell));
    } catch (Throwable e) {
      lastWords(e); // The code that reports errors failed as well.
    }
    System.exit(code);
  }

  private static void lastWords(Throwable e) {
    System.err.println("✗ unexpected " + e.getClass().getSimpleName() + CrashReport.where(e));
  }

  /** Runs one command and returns its exit code. */
  static int run(String[] args, ProcessContext shell) {
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      // The whole command line would take longer to build than the virtual machine to start.
      shell.out().println(Version.line());
      return ExitCode.DONE.code();
    }
    try {
      UnreadableNames.refuse(args, shell);
    } catch (Failure e) {
      return plain(shell).failed(e);
    }
    CommandLine line = commandLine(args, shell);
    line.setOut(writer(shell.out()));
    line.setErr(writer(shell.err()));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.setUsageHelpLongOptionsMaxWidth(30);
    line.setParameterExceptionHandler((e, unused) -> UsageError.print(e, shell));
    line.setExecutionExceptionHandler((e, command, unused) -> failed(e, command, shell));
    try {
      return line.execute(args);
    } catch (Throwable e) {
      // picocli hands exceptions to failed(), but lets errors pass.
      return complaints(running(line), shell).broken(e);
    }
  }

  /** The command line with the commands that {@code args} need; with all for {@code help}. */
  static CommandLine commandLine(String[] args, ProcessContext shell) {
    CommandLine line = new CommandLine(new Root());
    commands(args, shell).forEach(line::addSubcommand);
    return line;
  }

  /**
   * The command that is named first, or all of them for the help and for suggestions. Reading the
   * annotations of one command takes some milliseconds.
   */
  private static List<Object> commands(String[] args, ProcessContext shell) {
    Map<String, Supplier<Object>> all = new LinkedHashMap<>();
    all.put("init", () -> new InitCommand(shell));
    all.put("bootstrap", () -> new BootstrapCommand(shell));
    all.put("plan", () -> new PlanCommand(shell));
    all.put("verify", () -> new VerifyCommand(shell));
    all.put("rotate", () -> new RotateCommand(shell));
    all.put("repair", () -> new RepairCommand(shell));
    all.put("destroy", () -> new DestroyCommand(shell));
    all.put("doctor", () -> new DoctorCommand(shell));
    all.put("explain", () -> versioned(new ExplainCommand(shell)));
    all.put("schema", () -> versioned(new SchemaCommand(shell)));
    all.put(
        "report", () -> parent(new ReportCommand(), ReportCommand.commands(shell, Version.line())));
    all.put("fleet", () -> parent(new FleetCommand(), FleetCommand.commands(shell)));
    all.put("sandbox", () -> sandbox(args, shell));
    all.put("version", () -> new VersionCommand(shell));
    all.put("help", CommandLine.HelpCommand::new);
    String first = args.length == 0 ? "" : args[0];
    Supplier<Object> named = first.equals("help") ? null : all.get(first);
    return named == null ? all.values().stream().map(Supplier::get).toList() : List.of(named.get());
  }

  /** Its own commands are read only if they are asked for, so that other commands start sooner. */
  private static CommandLine sandbox(String[] args, ProcessContext shell) {
    CommandLine sandbox = new CommandLine(new SandboxCommand(shell));
    if (List.of(args).contains(sandbox.getCommandName())) {
      addTo(sandbox, SandboxCommands.all(shell));
    }
    return sandbox;
  }

  private static CommandLine parent(Object command, List<Object> below) {
    CommandLine line = versioned(command);
    addTo(line, below);
    return line;
  }

  private static void addTo(CommandLine parent, List<Object> below) {
    below.forEach(one -> parent.addSubcommand(versioned(one)));
  }

  /** A command of another package, whose {@code --version} prints the same as ours. */
  private static CommandLine versioned(Object command) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec().versionProvider(new Version());
    return line;
  }

  /** The top-level command. */
  @Command(
      addMethodSubcommands = false,
      name = "gitea-drone",
      description = "Connects a newly deployed Gitea and Drone, and keeps them connected.",
      versionProvider = Version.class,
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      subcommandsRepeatable = false,
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:Done, and nothing is left to do.",
        "1:Failed.",
        "2:The command line or the configuration is wrong.",
        "3:Changes are pending.",
        "4:Not authorised.",
        "5:A server is unreachable, or not ready in time.",
        "6:A secrets file cannot be read or written.",
        "7:Verification failed.",
        "8:Done here; a deploy, or the commit of the files, is pending.",
        "130:Interrupted with Ctrl-C."
      })
  private static final class Root implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "Which command?");
    }
  }

  private static PrintWriter writer(java.io.PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static int failed(Exception e, CommandLine command, ProcessContext shell) {
    if (e instanceof CancellationException) {
      return ExitCode.FAILED.code(); // Ctrl-C stopped the sandbox while it was starting.
    }
    ErrorPrinter complaints = complaints(command, shell);
    return e instanceof Failure failure ? complaints.failed(failure) : complaints.broken(e);
  }

  /** The command that was named, as far as the command line was read. */
  private static CommandLine running(CommandLine line) {
    CommandLine.@Nullable ParseResult read = line.getParseResult();
    while (read != null && read.hasSubcommand()) {
      read = read.subcommand();
    }
    return read == null ? line : read.commandSpec().commandLine();
  }

  /** In the format that the options of the command select. */
  private static ErrorPrinter complaints(CommandLine command, ProcessContext shell) {
    return command.getCommand() instanceof ReportsErrors attempt
        ? attempt.complaints()
        : plain(shell);
  }

  /** Without the options of any command. */
  private static ErrorPrinter plain(ProcessContext shell) {
    return new ErrorPrinter(shell, new ScreenOptions(), Optional.empty());
  }
}
