package dev.giteadrone.config;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. Nothing was touched. */
public final class InvalidConfig extends Failure {
  private static final Case SEVERAL =
      Case.of(ProblemId.CONFIG_FILE, "several", "name", "count", "problems");

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * Holds all problems of one configuration.
   *
   * @param file the file's name as messages show it
   * @param problems at least one, in the order of the file
   */
  InvalidConfig(String file, List<Problem> problems) {
    super(ExitCode.USAGE, summary(file, problems));
    this.problems = List.copyOf(problems);
  }

  /** All problems, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }

  private static Problem summary(String file, List<Problem> problems) {
    if (problems.size() == 1) {
      return problems.getFirst();
    }
    String all =
        problems.stream().map(p -> p.summary() + ": " + p.seen()).collect(Collectors.joining("; "));
    return SEVERAL.problem(file, problems.size(), all);
  }
}
