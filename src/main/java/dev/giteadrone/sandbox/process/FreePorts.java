package dev.giteadrone.sandbox.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds free ports on loopback. They are below the range that systems use for outgoing connections.
 * So no connection takes the port of a server that is down for a moment.
 */
public final class FreePorts {
  private static final int FIRST = 20_000;
  private static final int COUNT = 12_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private FreePorts() {}

  /** Different ports on which no process listens. */
  public static List<Integer> free(int count) throws IOException {
    return free(Address.IPV4, count);
  }

  /** Different ports on this loopback address on which no process listens. */
  public static List<Integer> free(String host, int count) throws IOException {
    List<Integer> ports = new ArrayList<>();
    for (int tries = 0; ports.size() < count && tries < 1000; tries++) {
      int port = FIRST + RANDOM.nextInt(COUNT);
      if (!ports.contains(port) && isFree(host, port)) {
        ports.add(port);
      }
    }
    if (ports.size() < count) {
      throw new IOException("no free ports between " + FIRST + " and " + (FIRST + COUNT));
    }
    return ports;
  }

  private static boolean isFree(String host, int port) {
    return isFree(new InetSocketAddress(host, port));
  }

  /** Whether no process listens there. */
  public static boolean isFree(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
