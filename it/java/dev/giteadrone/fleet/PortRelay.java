package dev.giteadrone.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * One end of the way from a network namespace to a port of this machine's loopback. The two ends
 * meet at a socket in the file system, which all namespaces share.
 */
final class PortRelay implements AutoCloseable {
  private final ServerSocketChannel listening;
  private final SocketAddress to;

  private PortRelay(ServerSocketChannel listening, SocketAddress to) {
    this.listening = listening;
    this.to = to;
    Thread.ofVirtual().start(this::accept);
  }

  /** The end inside a namespace: it has the port. */
  static PortRelay inside(int port, Path folder) throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open();
    listening.bind(loopback(port));
    return new PortRelay(listening, UnixDomainSocketAddress.of(socket(port, folder)));
  }

  /** The end outside: it connects to the port. */
  static PortRelay outside(int port, Path folder) throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listening.bind(UnixDomainSocketAddress.of(socket(port, folder)));
    return new PortRelay(listening, loopback(port));
  }

  private static Path socket(int port, Path folder) {
    return folder.resolve(port + ".sock");
  }

  private static InetSocketAddress loopback(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = listening.accept();
        Thread.ofVirtual().start(() -> connect(client));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void connect(SocketChannel client) {
    try (client;
        SocketChannel server = SocketChannel.open(to)) {
      Thread back = Thread.ofVirtual().start(() -> copy(server, client));
      copy(client, server);
      back.join();
    } catch (IOException e) {
      // The client sees that its connection ends.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      close(from);
      close(to);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
