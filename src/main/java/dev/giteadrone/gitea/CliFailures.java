package dev.giteadrone.gitea;

import dev.giteadrone.model.ExitCode;
import dev.giteadrone.model.Failure;
import dev.giteadrone.model.Problem;
import dev.giteadrone.model.Text;
import java.util.List;

/** Says in the user's words why Gitea's command line did not do what it should. */
final class CliFailures {
  private static final String CHECK = "admin.exists";

  private final String command;

  CliFailures(List<String> prefix) {
    this.command = Text.neutral(String.join(" ", prefix), 120);
  }

  /** A known reason to fail, and what helps. */
  private record Known(List<String> signs, ExitCode code, String seen, String next) {
    Known {
      signs = List.copyOf(signs);
    }

    boolean fits(String said) {
      return signs.stream().anyMatch(sign -> Text.contains(said, sign));
    }
  }

  /** In the order they are looked for; the texts are Gitea 1.26's, sudo's and OpenSSH's. */
  private static final List<Known> KNOWN =
      List.of(
          new Known(
              List.of("e-mail already in use", "email already in use"),
              ExitCode.USAGE,
              "another user has this e-mail address",
              "choose another gitea.admin.email"),
          new Known(
              List.of(
                  "name is reserved",
                  "name is invalid",
                  "name pattern is not allowed",
                  "invalid characters"),
              ExitCode.USAGE,
              "Gitea does not allow this user name",
              "choose another gitea.admin.username"),
          new Known(
              List.of("e-mail address", "email address"),
              ExitCode.USAGE,
              "Gitea does not accept this e-mail address",
              "choose another gitea.admin.email"),
          new Known(
              List.of("user does not exist"),
              ExitCode.FAILED,
              "Gitea has no such user",
              "check gitea.admin.username"),
          new Known(
              List.of("scope provided", "does not have any permission"),
              ExitCode.FAILED,
              "this Gitea does not know the scopes",
              "check that it is 1.20 or newer"),
          new Known(
              List.of("access token name has been used"),
              ExitCode.FAILED,
              "an access token of this name exists",
              "run the same command again; it takes a new name"),
          new Known(
              List.of("no such table", "relation \"user\" does not exist", "doesn't exist"),
              ExitCode.NOT_AUTHORISED,
              "Gitea's database has no tables yet",
              "start Gitea once, or run gitea migrate as its user; check that the prefix gives the"
                  + " right app.ini"),
          new Known(
              List.of("for a installed Gitea", "for an installed Gitea"),
              ExitCode.NOT_AUTHORISED,
              "it does not find Gitea's app.ini, or INSTALL_LOCK is not set there",
              "have gitea.admin.cli set GITEA_WORK_DIR, or end in --config and app.ini's path"),
          new Known(
              List.of("expect user", "not supposed to be run as root", "RUN_USER"),
              ExitCode.NOT_AUTHORISED,
              "it ran as another system user than Gitea's",
              "have gitea.admin.cli run it as Gitea's own user, such as with sudo -n -u gitea"),
          new Known(
              List.of("a password is required", "a terminal is required", "not in the sudoers"),
              ExitCode.NOT_AUTHORISED,
              "sudo wants a password or does not allow it",
              "allow exactly this command in sudoers with NOPASSWD"),
          new Known(
              List.of("Host key verification failed", "REMOTE HOST IDENTIFICATION"),
              ExitCode.NOT_AUTHORISED,
              "ssh does not know the host's key",
              "connect once by hand with ssh and compare the key"),
          new Known(
              List.of("Permission denied (", "Too many authentication failures"),
              ExitCode.NOT_AUTHORISED,
              "ssh does not let us in",
              "check the user and your keys with ssh -v"),
          new Known(
              List.of(
                  "Could not resolve hostname",
                  "Connection refused",
                  "Connection timed out",
                  "No route to host",
                  "Network is unreachable",
                  "Connection closed by",
                  "Connection reset"),
              ExitCode.UNREACHABLE,
              "ssh does not reach the host",
              "check the host name in gitea.admin.cli and that you can ssh there"),
          new Known(
              List.of("command not found", "not found", "No such file or directory"),
              ExitCode.NOT_AUTHORISED,
              "the command is not there",
              "put Gitea's program, or a wrapper that sets its work path, behind"
                  + " gitea.admin.cli"),
          new Known(
              List.of("permission denied", "not permitted", "readonly database"),
              ExitCode.NOT_AUTHORISED,
              "it may not read Gitea's files",
              "have gitea.admin.cli run it as Gitea's own user"));

  Failure of(String what, int exitCode, String said) {
    for (Known known : KNOWN) {
      if (known.fits(said)) {
        return failure(known.code(), what, known.seen(), known.next());
      }
    }
    if (exitCode == 255) {
      return failure(
          ExitCode.UNREACHABLE,
          what,
          "ssh ended with 255: " + lastLine(said),
          "check that you can ssh there without being asked anything");
    }
    return failure(
        ExitCode.NOT_AUTHORISED,
        what,
        "it ended with " + exitCode + ": " + lastLine(said),
        "run it by hand, then correct gitea.admin.cli");
  }

  Failure noToken(String what) {
    return failure(
        ExitCode.FAILED,
        what,
        "it printed no token, or more than one",
        "check that gitea.admin.cli runs Gitea 1.20 or newer and prints nothing of its own");
  }

  /** The command could not be started, or did not end in time. */
  Failure notRun(String what, Failure e) {
    ExitCode code =
        e.exitCode() == ExitCode.UNREACHABLE ? ExitCode.UNREACHABLE : ExitCode.NOT_AUTHORISED;
    return new Failure(
        code, Problem.of(CHECK, tried(what), e.problem().seen(), "correct gitea.admin.cli"), e);
  }

  private Failure failure(ExitCode code, String what, String seen, String next) {
    return new Failure(code, Problem.of(CHECK, tried(what), seen, next));
  }

  private String tried(String what) {
    return what + " by " + command;
  }

  private static String lastLine(String said) {
    return Text.neutral(
        said.lines().filter(line -> !line.isBlank()).reduce("no message", (a, b) -> b), 160);
  }
}
