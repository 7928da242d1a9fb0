package dev.giteadrone.gitea;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.gitea.KnownFailure.Program;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import java.util.List;
import java.util.Optional;

/** Explains to the operator why Gitea's command line failed. */
final class CliFailures {
  private static final Case ENDED = of("ended", "what", "program", "code", "said");
  private static final Case SSH_ENDED = of("ssh-ended", "what", "program", "said", "trial");
  private static final Case NO_TOKEN = message("no-token");
  private static final Case NO_PROGRAM = of("no-program", "what", "program", "file");
  private static final Case LATE = messageWithTrial("late");

  /** The exit code of ssh after an error of its own. */
  static final int SSH_EXIT = 255;

  /** Messages that ssh prints only before a command runs on the remote host. */
  private static final List<String> BEFORE =
      List.of(
          "usage: ssh",
          "bad configuration option",
          "terminating, ",
          "Could not resolve hostname",
          "Host key verification failed",
          "Permission denied (",
          "Too many authentication failures",
          "connect to host",
          "connect failed",
          "kex_exchange_identification",
          "banner exchange");

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
    if (exitCode == SSH_EXIT) {
      return ofSsh(what, said);
    }
    Optional<KnownFailure> known = KnownFailure.of(Program.GITEA, said);
    return known.isPresent()
        ? new NoEffectFailure(
            known.get().message().exit(),
            known.get().problem(what, prefix.describe(), prefix.there("sudo -n -l")))
        : ENDED.failure(what, prefix.describe(), exitCode, lastLine(said));
  }

  private Failure ofSsh(String what, String said) {
    String trial = prefix.isSsh() ? prefix.there("true") : "ssh HOST true";
    Optional<KnownFailure> known = KnownFailure.of(Program.SSH, said);
    Problem problem =
        known
            .map(failure -> failure.problem(what, prefix.describe(), trial))
            .orElseGet(() -> SSH_ENDED.problem(what, prefix.describe(), lastLine(said), trial));
    ExitCode code = known.map(KnownFailure::message).orElse(SSH_ENDED).exit();
    return BEFORE.stream().anyMatch(sign -> Text.contains(said, sign))
        ? new NoEffectFailure(code, problem)
        : new Failure(code, problem);
  }

  Failure noToken(String what) {
    return NO_TOKEN.failure(what, prefix.describe());
  }

  /**
   * The failure for one of the program that runs the command.
   *
   * @param e it does not exist on this machine; or it was killed at its time limit, and it is
   *     unknown what it did before; or something else, which stays as it is
   */
  Failure ofProgram(String what, Failure e) {
    if (e.problem().id() != ProblemId.TOOL) {
      return e;
    }
    return e.exitCode() == ExitCode.UNREACHABLE
        ? LATE.failure(what, prefix.describe(), prefix.there("true"))
        : new NoEffectFailure(
            NO_PROGRAM.exit(), NO_PROGRAM.problem(what, prefix.describe(), prefix.program()));
  }

  private static String lastLine(String said) {
    return Text.neutral(
        said.lines().filter(line -> !line.isBlank()).reduce("no message", (a, b) -> b), 160);
  }
}
