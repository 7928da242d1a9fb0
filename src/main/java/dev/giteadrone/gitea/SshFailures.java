package dev.giteadrone.gitea;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Text;
import java.util.List;
import java.util.Optional;

/** Error messages of OpenSSH's client (9.2) itself. */
final class SshFailures {
  /** The exit code of ssh after an error of its own. */
  static final int EXIT = 255;

  private static final String TRY = "make this work without a question: %s";

  /** In the order in which they are tried. */
  private static final List<KnownFailure> KNOWN =
      List.of(
          new KnownFailure(
              List.of("usage: ssh", "bad configuration option", "terminating, "),
              ExitCode.USAGE,
              "ssh does not understand its options, or its own configuration",
              "correct gitea.admin.cli or ~/.ssh/config; " + TRY),
          new KnownFailure(
              List.of("Could not resolve hostname"),
              ExitCode.UNREACHABLE,
              "ssh does not reach the host: there is no such host name",
              "the name is misspelt, or not in this machine's DNS",
              "correct the host in gitea.admin.cli; " + TRY),
          new KnownFailure(
              List.of("REMOTE HOST IDENTIFICATION HAS CHANGED"),
              ExitCode.NOT_AUTHORISED,
              "the host's key is not the one that ssh knows",
              "the host was reinstalled, or this is a different host",
              "on the host: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub; if that is the key"
                  + " ssh is shown, remove the old one with ssh-keygen -R and accept it: %s"),
          new KnownFailure(
              List.of("Host key verification failed"),
              ExitCode.NOT_AUTHORISED,
              "ssh does not know the host's key, and must not trust a new one"
                  + " without confirmation",
              "this account has not connected to the host before",
              "connect once by hand and compare the key with that on the host"
                  + " (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub): %s"),
          new KnownFailure(
              List.of("Permission denied (", "Too many authentication failures"),
              ExitCode.NOT_AUTHORISED,
              "the host refuses the login",
              "wrong user, a key that is not in its authorized_keys, or a key with a"
                  + " passphrase that is not in an agent: nobody is asked for it",
              "ssh-add your key; " + TRY),
          new KnownFailure(
              List.of("Connection refused"),
              ExitCode.UNREACHABLE,
              "ssh does not reach the host: the connection is refused",
              "sshd is not running there, or listens on another port",
              "correct host and port in gitea.admin.cli; " + TRY),
          new KnownFailure(
              List.of("timed out", "No route to host", "Network is unreachable"),
              ExitCode.UNREACHABLE,
              "ssh does not reach the host: no answer",
              "it is down, or behind a firewall or a VPN",
              TRY),
          new KnownFailure(
              List.of("Connection closed", "Connection reset", "closed by remote host"),
              ExitCode.UNREACHABLE,
              "the host ended the connection",
              "sshd is overloaded, blocks this address, or what listens there is not sshd",
              TRY));

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

  private SshFailures() {}

  static Optional<KnownFailure> of(String said) {
    return KNOWN.stream().filter(known -> known.fits(said)).findFirst();
  }

  /** Whether it is certain that no command ran on the remote host. */
  static boolean nothingRan(String said) {
    return BEFORE.stream().anyMatch(sign -> Text.contains(said, sign));
  }
}
