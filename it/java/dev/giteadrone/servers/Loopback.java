package dev.giteadrone.servers;

import dev.giteadrone.sandbox.loopback.FreePorts;
import dev.giteadrone.sandbox.process.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Ports of this machine's loopback interface. */
public final class Loopback {
  private static final int CONNECT_MILLIS = 500;

  private Loopback() {}

  /** A port that nobody listens on. */
  public static int freePort() {
    try {
      return FreePorts.free(1).getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether somebody listens there. */
  public static boolean listens(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Holds when somebody listens on {@code port}. */
  public static Readiness listening(int port) {
    return Readiness.when(() -> listens("127.0.0.1", port), "nobody listens on port " + port);
  }
}
