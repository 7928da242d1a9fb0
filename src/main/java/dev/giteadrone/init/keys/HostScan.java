package dev.giteadrone.init.keys;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.SearchPath;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.time.Deadline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a host for its SSH key. The key must not be trusted before somebody has compared its
 * fingerprint.
 */
public final class HostScan {
  private static final Case NO_NAME = Case.of(ProblemId.INIT_HOST, "no-name", "host");
  private static final Case NO_CONNECTION =
      Case.of(ProblemId.INIT_HOST, "no-connection", "host", "seconds");
  private static final Case REFUSED = Case.of(ProblemId.INIT_HOST, "refused", "host");
  private static final Case NO_ED25519 = Case.of(ProblemId.INIT_HOST, "no-ed25519", "host");
  private static final Case NO_SSH = Case.of(ProblemId.INIT_HOST, "no-ssh", "host");

  private static final int SSH = 22;
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:\\[([0-9A-Fa-f:.%\\w]+)]|([A-Za-z0-9][A-Za-z0-9._-]*)|([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*))(?::(\\d{1,5}))?");

  private final Subprocess subprocess;
  private final Map<String, String> environment;
  private final Duration patience;

  /**
   * Creates a scan.
   *
   * @param patience the time limit for the connection, and for each answer
   */
  public HostScan(Subprocess subprocess, Map<String, String> environment, Duration patience) {
    this.subprocess = subprocess;
    this.environment = environment;
    this.patience = patience;
  }

  /** A host and its port. */
  public record Address(String host, int port) {
    /** From {@code HOST[:PORT]}, where an IPv6 address with a port is in brackets. */
    public static Optional<Address> of(String text) {
      Matcher matcher = ADDRESS.matcher(text);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      String host = text;
      for (int group = 1; group <= 3; group++) {
        host = matcher.group(group) == null ? host : matcher.group(group);
      }
      int port = matcher.group(4) == null ? SSH : Integer.parseInt(matcher.group(4));
      return port < 1 || port > 65535 ? Optional.empty() : Optional.of(new Address(host, port));
    }

    @Override
    public String toString() {
      return port == SSH ? host : (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /**
   * Its ed25519 key.
   *
   * @throws Failure with UNREACHABLE if it does not answer, and with FAILED if it has none
   */
  public SshKey key(Address address) {
    connect(address);
    String seconds = String.valueOf(Math.max(1, patience.toSeconds()));
    List<String> argv =
        List.of(
            SearchPath.program("ssh-keyscan", environment),
            "-T",
            seconds,
            "-t",
            "ed25519",
            "-p",
            String.valueOf(address.port()),
            address.host());
    Subprocess.Result result =
        subprocess.run(
            new Subprocess.Command(argv, Path.of("").toAbsolutePath(), Map.of(), false),
            new byte[0],
            Deadline.in(patience.multipliedBy(3)));
    return SshKey.in(result.text()).orElseThrow(() -> none(address, result.stderr()));
  }

  /** Newer and older versions of ssh-keyscan print different messages, or none, when this fails. */
  private void connect(Address address) {
    try (Socket socket = new Socket()) {
      InetSocketAddress to = new InetSocketAddress(address.host(), address.port());
      if (to.isUnresolved()) {
        throw NO_NAME.failure(address);
      }
      socket.connect(to, Math.toIntExact(patience.toMillis()));
    } catch (SocketTimeoutException e) {
      throw NO_CONNECTION.failure(e, address, patience.toSeconds());
    } catch (IOException e) {
      throw REFUSED.failure(e, address);
    }
  }

  private static Failure none(Address address, String stderr) {
    boolean ssh = stderr.lines().anyMatch(line -> line.contains("SSH-2.0"));
    return (ssh ? NO_ED25519 : NO_SSH).failure(address);
  }
}
