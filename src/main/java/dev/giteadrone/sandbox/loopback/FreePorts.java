package dev.giteadrone.sandbox.loopback;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds free ports on loopback. They are below the range that systems use for outgoing connections.
 * So no connection takes the port of a server that is down for a moment.
 */
public final class FreePorts {
  private FreePorts() {}

  /** Different ports on which no process listens. */
  public static List<Integer> free(int count) throws IOException {
    return free(Address.IPV4, count);
  }

  /**
   * Different ports on this loopback address on which no process listens. No other process that
   * asks here gets them while this one lives.
   *
   * @throws IOException if there are not as many
   */
  public static List<Integer> free(String host, int count) throws IOException {
    PortBlock block = PortBlock.ofProcess();
    List<Integer> ports = new ArrayList<>();
    for (int tries = 0; ports.size() < count && tries < PortBlock.SIZE; tries++) {
      int port = block.next();
      if (isFree(new InetSocketAddress(host, port))) {
        ports.add(port);
      }
    }
    if (ports.size() < count) {
      throw new IOException("fewer than " + count + " ports are free in " + block);
    }
    return ports;
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
