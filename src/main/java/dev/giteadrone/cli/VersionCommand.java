package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.secrets.InstalledSops;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    name = "version",
    description = "Shows the versions of this program, of Java and of sops. Needs no network.")
final class VersionCommand implements Callable<Integer> {
  private final ProcessContext shell;

  VersionCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    shell.out().println(Version.line());
    line("commit", Version.commit());
    line(
        "Java",
        property("java.version") + ", " + property("java.vendor") + ", " + property("java.home"));
    line("sops", InstalledSops.describe(shell.environment()));
    line("system", property("os.name") + " " + property("os.version") + ", " + property("os.arch"));
    return ExitCode.DONE.code();
  }

  private void line(String name, String value) {
    shell.out().println(String.format("  %-8s%s", name, value));
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
