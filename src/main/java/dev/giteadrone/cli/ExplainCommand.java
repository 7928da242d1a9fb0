package dev.giteadrone.cli;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.config.Nearest;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Text;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    name = "explain",
    description = "Explains a check: what it means, its causes and what to do. Needs no network.")
final class ExplainCommand implements Callable<Integer> {
  private final ProcessContext shell;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "For example webhook.delivered. Without an id, all ids are listed.")
  private @Nullable String id;

  ExplainCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    Explanations explanations = new Explanations();
    if (id == null) {
      explanations
          .all()
          .forEach((one, text) -> {
            shell.out().println(one);
            shell.out().print(Explanations.summary(text).indent(4));
          });
      return ExitCode.DONE.code();
    }
    Optional<String> text = explanations.of(id);
    if (text.isPresent()) {
      shell.out().print(id + "\n\n" + text.get());
      return ExitCode.DONE.code();
    }
    shell.err().println("✗ there is no check " + Text.neutral(id, 60));
    Nearest.to(id, explanations.all().keySet())
        .ifPresent(near -> shell.err().println("    did you mean " + near + "?"));
    shell.err().println("    gitea-drone explain lists all");
    return ExitCode.USAGE.code();
  }
}
