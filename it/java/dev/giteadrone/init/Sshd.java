package dev.giteadrone.init;

import dev.giteadrone.servers.Loopback;
import dev.giteadrone.servers.RealProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real SSH server on loopback with one host key. */
public final class Sshd implements AutoCloseable {
  private final RealProcess process;
  private final int port;

  private Sshd(RealProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it and waits until it listens; nobody can log in. */
  public static Sshd start(Path folder, Path hostKey) throws IOException {
    return start(folder, hostKey, "none");
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param authorizedKeys the file with the keys that may log in to this account, or {@code none}
   */
  public static Sshd start(Path folder, Path hostKey, String authorizedKeys) throws IOException {
    // Debian's service makes it; sshd does not start without.
    Files.createDirectories(Path.of("/run/sshd"));
    int port = Loopback.freePort();
    RealProcess process =
        RealProcess.start(
            folder,
            port,
            "/usr/sbin/sshd", // It refuses to start from a relative path.
            "-D",
            "-e",
            "-f",
            "/dev/null",
            "-h",
            hostKey.toString(),
            "-p",
            String.valueOf(port),
            "-o",
            "ListenAddress=127.0.0.1",
            "-o",
            "PidFile=none",
            "-o",
            "AuthorizedKeysFile=" + authorizedKeys,
            "-o",
            "StrictModes=no", // Temporary folders lie below one that all may write to.
            "-o",
            "PasswordAuthentication=no");
    return new Sshd(process, port);
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.close();
  }
}
