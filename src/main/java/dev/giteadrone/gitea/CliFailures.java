package dev.giteadrone.gitea;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import java.util.Optional;

/** Explains to the operator why Gitea's command line failed. */
final class CliFailures {
  private static final Case ENDED = of("ended", "what", "program", "code", "said");
  private static final Case SSH_ENDED = of("ssh-ended", "what", "program", "said", "trial");
  private static final Case NO_TOKEN = message("no-token");
  private static final Case NO_PROGRAM = of("no-program", "what", "program", "file");
  private static final Case LATE = messageWithTrial("late");

  private final CommandPrefix prefix;

  CliFailures(CommandPrefix prefix) {
    this.prefix = prefix;
  }

  /** A message whose values are what was tried, and by which program. */
  static Case message(String key) {
    return of(key, "what", "program");
  }

  /** As {@link #message}, with a command to try by hand. */
  static Case messageWithTrial(String key) {
    return of(key, "what", "program", "trial");
  }

  private static Case of(String key, String... names) {
    return Case.of(ProblemId.ADMIN_EXISTS, key, names);
  }

  Failure of(String what, int exitCode, String said) {
    if (exitCode == SshFailure.EXIT) {
      return ofSsh(what, said);
    }
    Optional<CliRefusal> known = CliRefusal.of(said);
    return known.isPresent()
        ? new NoEffectFailure(
            known.get().message().exit(),
            known.get().problem(what, prefix.describe(), prefix.there("sudo -n -l")))
        : ENDED.failure(what, prefix.describe(), exitCode, lastLine(said));
  }

  private Failure ofSsh(String what, String said) {
    String trial = prefix.isSsh() ? prefix.there("true") : "ssh HOST true";
    Optional<SshFailure> known = SshFailure.of(said);
    Problem problem =
        known
            .map(failure -> failure.problem(what, prefix.describe(), trial))
            .orElseGet(() -> SSH_ENDED.problem(what, prefix.describe(), lastLine(said), trial));
    ExitCode code = known.map(SshFailure::message).orElse(SSH_ENDED).exit();
    return SshFailure.nothingRan(said)
        ? new NoEffectFailure(code, problem)
        : new Failure(code, problem);
  }

  Failure noToken(String what) {
    return NO_TOKEN.failure(what, prefix.describe());
  }

  /** The failure that the program does not exist on this machine. */
  Failure notThere(String what) {
    return new NoEffectFailure(
        NO_PROGRAM.exit(), NO_PROGRAM.problem(what, prefix.describe(), prefix.program()));
  }

  /**
   * The failure that the command was killed at its time limit. It is unknown what it did before.
   */
  Failure late(String what) {
    return LATE.failure(what, prefix.describe(), prefix.there("true"));
  }

  private static String lastLine(String said) {
    return Text.neutral(
        said.lines().filter(line -> !line.isBlank()).reduce("no message", (a, b) -> b), 160);
  }
}
