package dev.giteadrone.gitea;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import java.util.List;

/** Explains to the operator why Gitea's command line failed. */
final class CliFailures {
  private static final String CHECK = "admin.exists";

  private final CommandPrefix prefix;

  CliFailures(CommandPrefix prefix) {
    this.prefix = prefix;
  }

  /** In the order in which they are tried. The texts come from Gitea 1.26 and sudo. */
  private static final List<KnownFailure> KNOWN =
      List.of(
          new KnownFailure(
              List.of("e-mail already in use", "email already in use"),
              ExitCode.USAGE,
              "another user has this e-mail address",
              "choose another gitea.admin.email"),
          new KnownFailure(
              List.of(
                  "name is reserved",
                  "name is invalid",
                  "name pattern is not allowed",
                  "invalid characters"),
              ExitCode.USAGE,
              "Gitea does not allow this user name",
              "choose another gitea.admin.username"),
          new KnownFailure(
              List.of("e-mail address", "email address"),
              ExitCode.USAGE,
              "Gitea does not accept this e-mail address",
              "choose another gitea.admin.email"),
          new KnownFailure(
              List.of("user does not exist"),
              ExitCode.FAILED,
              "Gitea has no such user",
              "check gitea.admin.username"),
          new KnownFailure(
              List.of("scope provided", "does not have any permission"),
              ExitCode.FAILED,
              "this Gitea does not know the scopes",
              "check that it is 1.20 or newer"),
          new KnownFailure(
              List.of("access token name has been used"),
              ExitCode.FAILED,
              "an access token of this name exists",
              "run the same command again; it takes a new name"),
          new KnownFailure(
              List.of("no such table", "relation \"user\" does not exist", "doesn't exist"),
              ExitCode.NOT_AUTHORISED,
              "Gitea's database has no tables yet",
              "start Gitea once, or run gitea migrate as its user; check that the prefix gives the"
                  + " right app.ini"),
          new KnownFailure(
              List.of("for a installed Gitea", "for an installed Gitea"),
              ExitCode.NOT_AUTHORISED,
              "it does not find Gitea's app.ini, or INSTALL_LOCK is not set there",
              "make gitea.admin.cli set GITEA_WORK_DIR, or end with --config and the"
                  + " path of app.ini"),
          new KnownFailure(
              List.of("expect user", "not supposed to be run as root", "RUN_USER"),
              ExitCode.NOT_AUTHORISED,
              "it did not run as Gitea's system user",
              "make gitea.admin.cli run it as Gitea's own user, such as with sudo -n -u gitea"),
          new KnownFailure(
              List.of(
                  "a password is required",
                  "a terminal is required",
                  "must have a tty",
                  "not in the sudoers",
                  "not allowed to execute"),
              ExitCode.NOT_AUTHORISED,
              "sudo asks for a password or does not allow it",
              "the rule for this command is missing, or names another user or path",
              "allow exactly this command in sudoers with NOPASSWD; what is allowed: %s"),
          new KnownFailure(
              List.of("sudo: unknown user"),
              ExitCode.USAGE,
              "sudo knows no such user",
              "correct the user in gitea.admin.cli"),
          new KnownFailure(
              List.of("dial tcp", "dial unix"),
              ExitCode.UNREACHABLE,
              "Gitea's command does not reach its database",
              "start the database; check that the prefix gives the right app.ini"),
          new KnownFailure(
              List.of("command not found", "not found", "No such file or directory"),
              ExitCode.NOT_AUTHORISED,
              "the command is not there",
              "end gitea.admin.cli with Gitea's program, or with a wrapper that sets"
                  + " its work path"),
          new KnownFailure(
              List.of("permission denied", "not permitted", "readonly database"),
              ExitCode.NOT_AUTHORISED,
              "it may not read Gitea's files",
              "make gitea.admin.cli run it as Gitea's own user"));

  Failure of(String what, int exitCode, String said) {
    if (exitCode == SshFailures.EXIT) {
      return ofSsh(what, said);
    }
    for (KnownFailure known : KNOWN) {
      if (known.fits(said)) {
        return new NoEffectFailure(known.code(), problem(what, known, prefix.there("sudo -n -l")));
      }
    }
    return failure(
        ExitCode.NOT_AUTHORISED,
        what,
        "it ended with " + exitCode + ": " + lastLine(said),
        "run it by hand, then correct gitea.admin.cli");
  }

  private Failure ofSsh(String what, String said) {
    String trial = prefix.isSsh() ? prefix.there("true") : "ssh HOST true";
    Problem problem =
        SshFailures.of(said)
            .map(known -> problem(what, known, trial))
            .orElseGet(() ->
                Problem.of(
                    CHECK,
                    tried(what),
                    "ssh ended with 255: " + lastLine(said),
                    "make this work without a question: " + trial));
    ExitCode code = SshFailures.of(said).map(KnownFailure::code).orElse(ExitCode.UNREACHABLE);
    return SshFailures.nothingRan(said)
        ? new NoEffectFailure(code, problem)
        : new Failure(code, problem);
  }

  private Problem problem(String what, KnownFailure known, String trial) {
    return Problem.of(CHECK, tried(what), known.seen(), known.next().replace("%s", trial))
        .because(known.cause());
  }

  Failure noToken(String what) {
    return failure(
        ExitCode.FAILED,
        what,
        "it printed no token, or more than one",
        "check that gitea.admin.cli runs Gitea 1.20 or newer and prints nothing else");
  }

  /** The failure that the program does not exist on this machine. */
  Failure notThere(String what) {
    return new NoEffectFailure(
        ExitCode.USAGE,
        Problem.of(
            CHECK,
            tried(what),
            prefix.program() + " does not exist, or cannot be executed",
            "install it and have it on PATH, or correct gitea.admin.cli"));
  }

  /**
   * The failure that the command was killed at its time limit. It is unknown what it did before.
   */
  Failure late(String what) {
    return new Failure(
        ExitCode.UNREACHABLE,
        Problem.of(
                CHECK,
                tried(what),
                "it did not end in time and was killed",
                "run by hand what gitea.admin.cli says, starting with: " + prefix.there("true"))
            .because("the host does not answer, or a program waits for input, such as a password"));
  }

  private Failure failure(ExitCode code, String what, String seen, String next) {
    return new Failure(code, Problem.of(CHECK, tried(what), seen, next));
  }

  private String tried(String what) {
    return what + " by " + prefix.describe();
  }

  private static String lastLine(String said) {
    return Text.neutral(
        said.lines().filter(line -> !line.isBlank()).reduce("no message", (a, b) -> b), 160);
  }
}
