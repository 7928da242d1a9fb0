package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.CaCertificateOption;
import dev.giteadrone.cli.terminal.DurationConverter;
import dev.giteadrone.cli.terminal.ErrorPrinter;
import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.cli.terminal.ReportsErrors;
import dev.giteadrone.cli.terminal.Screen;
import dev.giteadrone.cli.terminal.ScreenOptions;
import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.doctor.Doctor;
import dev.giteadrone.doctor.DoctorOptions;
import dev.giteadrone.doctor.DoctorReport;
import dev.giteadrone.model.result.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
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
    versionProvider = Version.class,
    name = "doctor",
    description = {
      "Examines this machine, the files and both servers. Changes nothing.",
      "The output holds no secrets; paste that of doctor -v into a bug report."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Nothing is wrong; there may be warnings.",
      "1:Something is wrong.",
      "2:The command line is wrong."
    })
final class DoctorCommand implements Callable<Integer>, ReportsErrors {
  private final ProcessContext shell;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-f", "--config"},
      paramLabel = "FILE",
      description = "The configuration (default: ./" + ConfigFile.DEFAULT_NAME + ").")
  private @Nullable Path config;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description = "Time limit of all examinations (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofSeconds(10);

  @Option(
      names = "--output",
      paramLabel = "text|json",
      description = "json: one JSON object instead of the text.")
  private OutputOption.Output output = OutputOption.Output.text;

  @Mixin private final CaCertificateOption caCertificate = new CaCertificateOption();

  @Option(names = "--allow-plain-http", description = "Allow plain HTTP to other hosts.")
  private boolean allowPlainHttp;

  @Mixin private final ScreenOptions screen = new ScreenOptions();

  DoctorCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (output == OutputOption.Output.prometheus) {
      throw new ParameterException(spec.commandLine(), "--output prometheus is only for verify");
    }
    DoctorReport report = examine();
    if (output == OutputOption.Output.json) {
      shell.out().println(report.json());
    } else {
      try (Screen data = screen.data(shell)) {
        data.lines(report.text(screen.dataLayout(shell)));
      }
    }
    return (report.isGood() ? ExitCode.DONE : ExitCode.FAILED).code();
  }

  private DoctorReport examine() {
    DoctorOptions options =
        new DoctorOptions(
            Version.line() + ", commit " + Version.commit(),
            shell.path(config == null ? Path.of(ConfigFile.DEFAULT_NAME) : config),
            config != null,
            caCertificate.file(shell),
            allowPlainHttp,
            timeout);
    try (Screen busy = screen.screen(shell, output == OutputOption.Output.text)) {
      busy.busy("doctor", "this machine, the files and both servers", System.nanoTime());
      return new DoctorReport(
          new Doctor(options, shell.environment(), shell.directory()).examine());
    }
  }

  @Override
  public ErrorPrinter complaints() {
    return new ErrorPrinter(shell, screen, Optional.empty());
  }
}
