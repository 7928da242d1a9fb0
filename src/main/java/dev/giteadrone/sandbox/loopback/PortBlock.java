package dev.giteadrone.sandbox.loopback;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A range of ports that belongs to one process. Between the choice of a port and the moment when a
 * server listens on it, another process could choose the same port; so each process chooses from a
 * block of its own. A socket that is bound to the first port of a block marks it as taken, and the
 * kernel removes that mark at the end of the process.
 */
final class PortBlock {
  /** How many ports a block has to choose from. */
  static final int SIZE = 119;

  private static final int FIRST = 20_000;
  private static final int BLOCKS = 100;

  private static @Nullable PortBlock own;

  private final Socket mark;
  private final AtomicInteger chosen = new AtomicInteger();

  private PortBlock(Socket mark) {
    this.mark = mark;
  }

  /**
   * The block of this process.
   *
   * @throws IOException if other processes have all of them
   */
  static synchronized PortBlock ofProcess() throws IOException {
    PortBlock block = own;
    if (block == null) {
      block = take();
      own = block;
    }
    return block;
  }

  /** The next port; after the last one, the first one again. */
  int next() {
    return mark.getLocalPort() + 1 + Math.floorMod(chosen.getAndIncrement(), SIZE);
  }

  @Override
  public String toString() {
    int first = mark.getLocalPort();
    return "ports " + first + " to " + (first + SIZE);
  }

  private static PortBlock take() throws IOException {
    int start = new SecureRandom().nextInt(BLOCKS);
    for (int i = 0; i < BLOCKS; i++) {
      int block = (start + i) % BLOCKS;
      Socket mark = new Socket();
      if (bound(mark, FIRST + block * (SIZE + 1))) {
        return new PortBlock(mark);
      }
      mark.close();
    }
    throw new IOException(
        BLOCKS + " processes of gitea-drone have all ports from " + FIRST + " on");
  }

  /** A mark does not listen: whoever tries to connect is refused at once. */
  private static boolean bound(Socket mark, int port) {
    try {
      mark.setReuseAddress(false); // Two sockets that reuse an address could both be bound.
      mark.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
