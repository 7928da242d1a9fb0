package dev.giteadrone.init;

import dev.giteadrone.servers.Loopback;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real SSH server on loopback with one host key. */
public final class Sshd implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

  private final Process process;
  private final int port;

  private Sshd(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it and waits until it listens; nobody can log in. */
  public static Sshd start(Path folder, Path hostKey) throws Exception {
    return start(folder, hostKey, "none");
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param authorizedKeys the file with the keys that may log in to this account, or {@code none}
   */
  public static Sshd start(Path folder, Path hostKey, String authorizedKeys) throws Exception {
    if (!Files.isExecutable(PROGRAM)) {
      throw new AssertionError("no " + PROGRAM + "; apt-get install openssh-server");
    }
    // Debian's service makes it; sshd does not start without.
    Files.createDirectories(Path.of("/run/sshd"));
    int port = Loopback.freePort();
    Path log = folder.resolve("sshd-" + port + ".log");
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
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
                "PasswordAuthentication=no")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Sshd sshd = new Sshd(process, port);
    for (int i = 0; i < 200; i++) {
      if (Files.readString(log).contains("Server listening")) {
        return sshd;
      }
      Thread.sleep(25);
    }
    sshd.close();
    throw new AssertionError("sshd does not listen: " + List.of(Files.readString(log)));
  }

  public int port() {
    return port;
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
