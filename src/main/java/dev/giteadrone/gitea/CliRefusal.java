package dev.giteadrone.gitea;

import dev.giteadrone.diagnosis.Case;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Error messages of Gitea's command line and of sudo, in the order in which they are tried. The
 * texts come from Gitea 1.26 and sudo.
 */
// A case and a list of texts are immutable.
@SuppressWarnings("ImmutableEnumChecker")
enum CliRefusal implements KnownFailure {
  EMAIL_TAKEN(CliFailures.message("email-taken"), "e-mail already in use", "email already in use"),
  NAME_REFUSED(
      CliFailures.message("name-refused"),
      "name is reserved",
      "name is invalid",
      "name pattern is not allowed",
      "invalid characters"),
  EMAIL_REFUSED(CliFailures.message("email-refused"), "e-mail address", "email address"),
  NO_USER(CliFailures.message("no-user"), "user does not exist"),
  NO_SCOPES(CliFailures.message("no-scopes"), "scope provided", "does not have any permission"),
  TOKEN_NAME(CliFailures.message("token-name"), "access token name has been used"),
  NO_TABLES(
      CliFailures.message("no-tables"),
      "no such table",
      "relation \"user\" does not exist",
      "doesn't exist"),
  NO_INI(CliFailures.message("no-ini"), "for a installed Gitea", "for an installed Gitea"),
  WRONG_USER(
      CliFailures.message("wrong-user"),
      "expect user",
      "not supposed to be run as root",
      "RUN_USER"),
  SUDO(
      CliFailures.messageWithTrial("sudo"),
      "a password is required",
      "a terminal is required",
      "must have a tty",
      "not in the sudoers",
      "not allowed to execute"),
  SUDO_USER(CliFailures.message("sudo-user"), "sudo: unknown user"),
  NO_DATABASE(CliFailures.message("no-database"), "dial tcp", "dial unix"),
  NO_COMMAND(
      CliFailures.message("no-command"),
      "command not found",
      "not found",
      "No such file or directory"),
  NO_PERMISSION(
      CliFailures.message("no-permission"),
      "permission denied",
      "not permitted",
      "readonly database");

  private final Case message;
  private final List<String> signs;

  CliRefusal(Case message, String... signs) {
    this.message = message;
    this.signs = List.of(signs);
  }

  @Override
  public Case message() {
    return message;
  }

  @Override
  public List<String> signs() {
    return signs;
  }

  static Optional<CliRefusal> of(String said) {
    return Arrays.stream(values()).filter(known -> known.fits(said)).findFirst();
  }
}
