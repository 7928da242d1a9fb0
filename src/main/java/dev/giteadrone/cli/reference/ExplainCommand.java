package dev.giteadrone.cli.reference;

import dev.giteadrone.cli.terminal.ProcessContext;
import dev.giteadrone.diagnosis.Diagnosis;
import dev.giteadrone.diagnosis.Explanation;
import dev.giteadrone.diagnosis.Subject;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Explains a problem, or lists all of them. */
@Command(
    addMethodSubcommands = false,
    mixinStandardHelpOptions = true,
    name = "explain",
    description = "Explains a problem: its symptom, causes and remedies. Needs no network.")
public final class ExplainCommand implements Callable<Integer> {
  private final ProcessContext shell;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "For example webhook.delivered. Without an id, all ids are listed.")
  private @Nullable String id;

  /** Prints to {@code shell}. */
  public ExplainCommand(ProcessContext shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (id == null) {
      list();
      return ExitCode.DONE.code();
    }
    Optional<ProblemId> problem = ProblemId.of(id);
    if (problem.isPresent()) {
      shell.out().print(Explanation.page(id, Diagnosis.of(problem.get())));
      return ExitCode.DONE.code();
    }
    shell.err().println("✗ there is no id " + Text.neutral(id, 60));
    List<String> near = NearestProblems.to(id);
    if (!near.isEmpty()) {
      shell.err().println("    did you mean " + String.join(", ", near) + "?");
    }
    shell.err().println("    gitea-drone explain lists all");
    return ExitCode.USAGE.code();
  }

  private void list() {
    String gap = "";
    for (Subject subject : Subject.values()) {
      shell.out().println(gap + subject.title());
      gap = "\n";
      for (ProblemId problem : subject.problems()) {
        shell.out().println("  " + problem.id());
        shell.out().print(Explanation.summary(Diagnosis.of(problem)));
      }
    }
  }
}
