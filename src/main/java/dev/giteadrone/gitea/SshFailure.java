package dev.giteadrone.gitea;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Error messages of OpenSSH's client (9.2) itself, in the order in which they are tried. */
// A case and a list of texts are immutable.
@SuppressWarnings("ImmutableEnumChecker")
enum SshFailure implements KnownFailure {
  OPTIONS(
      CliFailures.messageWithTrial("ssh-options"),
      "usage: ssh",
      "bad configuration option",
      "terminating, "),
  NO_NAME(CliFailures.messageWithTrial("ssh-name"), "Could not resolve hostname"),
  KEY_CHANGED(
      CliFailures.messageWithTrial("ssh-key-changed"), "REMOTE HOST IDENTIFICATION HAS CHANGED"),
  KEY_UNKNOWN(CliFailures.messageWithTrial("ssh-key-unknown"), "Host key verification failed"),
  LOGIN_REFUSED(
      CliFailures.messageWithTrial("ssh-login"),
      "Permission denied (",
      "Too many authentication failures"),
  CONNECTION_REFUSED(CliFailures.messageWithTrial("ssh-refused"), "Connection refused"),
  NO_ANSWER(
      CliFailures.messageWithTrial("ssh-silent"),
      "timed out",
      "No route to host",
      "Network is unreachable"),
  CLOSED(
      CliFailures.messageWithTrial("ssh-closed"),
      "Connection closed",
      "Connection reset",
      "closed by remote host");

  /** The exit code of ssh after an error of its own. */
  static final int EXIT = 255;

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

  private final Case message;
  private final List<String> signs;

  SshFailure(Case message, String... signs) {
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

  static Optional<SshFailure> of(String said) {
    return Arrays.stream(values()).filter(known -> known.fits(said)).findFirst();
  }

  /** Whether it is certain that no command ran on the remote host. */
  static boolean nothingRan(String said) {
    return BEFORE.stream().anyMatch(sign -> Text.contains(said, sign));
  }
}
