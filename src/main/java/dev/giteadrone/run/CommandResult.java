package dev.giteadrone.run;

import dev.giteadrone.report.Then;
import java.util.List;

/**
 * What a command reports if it was not stopped, beside its stages and checks.
 *
 * @param thens what would follow
 * @param next commands the operator should run now
 */
record CommandResult(List<Then> thens, List<String> next) {
  /** Nothing to report. */
  static final CommandResult NOTHING = new CommandResult(List.of(), List.of());

  static CommandResult then(Then... thens) {
    return new CommandResult(List.of(thens), List.of());
  }

  static CommandResult next(List<String> commands) {
    return new CommandResult(List.of(), commands);
  }
}
