package dev.giteadrone.gitea;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.result.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A known reason why Gitea's command line failed. Those of a program are tried in this order. The
 * texts come from Gitea 1.26, sudo and OpenSSH's client 9.2.
 */
// A case and a list of texts are immutable.
@SuppressWarnings("ImmutableEnumChecker")
enum KnownFailure {
  EMAIL_TAKEN(
      Program.GITEA,
      CliFailures.message("email-taken"),
      "e-mail already in use",
      "email already in use"),
  NAME_REFUSED(
      Program.GITEA,
      CliFailures.message("name-refused"),
      "name is reserved",
      "name is invalid",
      "name pattern is not allowed",
      "invalid characters"),
  EMAIL_REFUSED(
      Program.GITEA, CliFailures.message("email-refused"), "e-mail address", "email address"),
  NO_USER(Program.GITEA, CliFailures.message("no-user"), "user does not exist"),
  NO_SCOPES(
      Program.GITEA,
      CliFailures.message("no-scopes"),
      "scope provided",
      "does not have any permission"),
  TOKEN_NAME(Program.GITEA, CliFailures.message("token-name"), "access token name has been used"),
  NO_TABLES(
      Program.GITEA,
      CliFailures.message("no-tables"),
      "no such table",
      "relation \"user\" does not exist",
      "doesn't exist"),
  NO_INI(
      Program.GITEA,
      CliFailures.message("no-ini"),
      "for a installed Gitea",
      "for an installed Gitea"),
  WRONG_USER(
      Program.GITEA,
      CliFailures.message("wrong-user"),
      "expect user",
      "not supposed to be run as root",
      "RUN_USER"),
  SUDO(
      Program.GITEA,
      CliFailures.messageWithTrial("sudo"),
      "a password is required",
      "a terminal is required",
      "must have a tty",
      "not in the sudoers",
      "not allowed to execute"),
  SUDO_USER(Program.GITEA, CliFailures.message("sudo-user"), "sudo: unknown user"),
  NO_DATABASE(Program.GITEA, CliFailures.message("no-database"), "dial tcp", "dial unix"),
  NO_COMMAND(
      Program.GITEA,
      CliFailures.message("no-command"),
      "command not found",
      "not found",
      "No such file or directory"),
  NO_PERMISSION(
      Program.GITEA,
      CliFailures.message("no-permission"),
      "permission denied",
      "not permitted",
      "readonly database"),
  SSH_OPTIONS(
      Program.SSH,
      CliFailures.messageWithTrial("ssh-options"),
      "usage: ssh",
      "bad configuration option",
      "terminating, "),
  SSH_NO_NAME(Program.SSH, CliFailures.messageWithTrial("ssh-name"), "Could not resolve hostname"),
  SSH_KEY_CHANGED(
      Program.SSH,
      CliFailures.messageWithTrial("ssh-key-changed"),
      "REMOTE HOST IDENTIFICATION HAS CHANGED"),
  SSH_KEY_UNKNOWN(
      Program.SSH, CliFailures.messageWithTrial("ssh-key-unknown"), "Host key verification failed"),
  SSH_LOGIN_REFUSED(
      Program.SSH,
      CliFailures.messageWithTrial("ssh-login"),
      "Permission denied (",
      "Too many authentication failures"),
  SSH_CONNECTION_REFUSED(
      Program.SSH, CliFailures.messageWithTrial("ssh-refused"), "Connection refused"),
  SSH_NO_ANSWER(
      Program.SSH,
      CliFailures.messageWithTrial("ssh-silent"),
      "timed out",
      "No route to host",
      "Network is unreachable"),
  SSH_CLOSED(
      Program.SSH,
      CliFailures.messageWithTrial("ssh-closed"),
      "Connection closed",
      "Connection reset",
      "closed by remote host");

  /** Whose text it is. */
  enum Program {
    /** Gitea's command line, or sudo in front of it. */
    GITEA,
    /** The client of ssh. */
    SSH
  }

  private final Program program;
  private final Case message;
  private final List<String> signs;

  KnownFailure(Program program, Case message, String... signs) {
    this.program = program;
    this.message = message;
    this.signs = List.of(signs);
  }

  /**
   * The reason in an error text, in any case of letters.
   *
   * @param said what the program said
   */
  static Optional<KnownFailure> of(Program program, String said) {
    return Arrays.stream(values())
        .filter(known -> known.program == program)
        .filter(known -> known.signs.stream().anyMatch(sign -> Text.contains(said, sign)))
        .findFirst();
  }

  /** Its message. Its values are what was tried, by which program, and perhaps a command to try. */
  Case message() {
    return message;
  }

  /**
   * The problem in words.
   *
   * @param trial a command to try by hand, for a message that names one
   */
  Problem problem(String what, String by, String trial) {
    return message.problem(Stream.of(what, by, trial).limit(message.names().size()).toArray());
  }
}
