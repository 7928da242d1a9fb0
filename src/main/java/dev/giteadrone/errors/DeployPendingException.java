package dev.giteadrone.errors;

import dev.giteadrone.result.ProblemDetails;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Done here, but a deploy or a commit of the secrets files is still to be done. Exit code 8. */
public final class DeployPendingException extends GiteaDroneException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> commands;

  public DeployPendingException(
      ProblemDetails problem, List<String> commands, @Nullable Throwable cause) {
    super(problem, cause);
    this.commands = List.copyOf(commands);
  }

  /** Commands to run now, as the command line shows them; may be empty. */
  public List<String> commands() {
    return commands;
  }
}
