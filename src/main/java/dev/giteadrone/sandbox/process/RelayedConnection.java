package dev.giteadrone.sandbox.process;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One connection through a relay, with a thread that reads and a thread that writes for each
 * direction.
 */
final class RelayedConnection {
  private static final int BUFFER = 16 * 1024;

  /** The limit of chunks that were read but not written. At the limit, reading stops. */
  private static final int WAITING = 64;

  private final Socket client;
  private final Socket server = new Socket();
  private final InetSocketAddress address;
  private final Traffic traffic;
  private final Consumer<RelayedConnection> ended;
  private final AtomicInteger directions = new AtomicInteger(2);

  /**
   * A connection from {@code client} to the server at {@code address}.
   *
   * @param ended is called at its end
   */
  RelayedConnection(
      Socket client,
      InetSocketAddress address,
      Traffic traffic,
      Consumer<RelayedConnection> ended) {
    this.client = client;
    this.address = address;
    this.traffic = traffic;
    this.ended = ended;
  }

  /** Connects, then passes bytes on. */
  void start() {
    thread(() -> {
      traffic.await(traffic.due());
      server.connect(address);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      pump(client, server);
      pump(server, client);
    });
  }

  /** Breaks the connection: both sides get a reset. */
  void reset() {
    for (Socket socket : new Socket[] {client, server}) {
      try {
        socket.setSoLinger(true, 0);
      } catch (SocketException e) {
        // It is closed already.
      }
    }
    close();
  }

  /** Closes it. */
  void close() {
    closeQuietly(client);
    closeQuietly(server);
    ended.accept(this);
  }

  static void closeQuietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // The connection has ended anyway.
    }
  }

  /** Bytes, and the time from which they may pass; the end of the stream has no bytes. */
  private record Chunk(ByteBuffer bytes, long due) {}

  private void pump(Socket from, Socket to) {
    BlockingQueue<Chunk> waiting = new LinkedBlockingQueue<>(WAITING);
    thread(() -> {
      byte[] buffer = new byte[BUFFER];
      try {
        int read = from.getInputStream().read(buffer);
        while (read >= 0) {
          waiting.put(new Chunk(ByteBuffer.wrap(Arrays.copyOf(buffer, read)), traffic.due()));
          read = from.getInputStream().read(buffer);
        }
      } finally {
        waiting.put(new Chunk(ByteBuffer.allocate(0), traffic.due()));
      }
    });
    thread(() -> {
      for (Chunk chunk = waiting.take(); ; chunk = waiting.take()) {
        traffic.await(chunk.due());
        if (!chunk.bytes().hasRemaining()) {
          break;
        }
        to.getOutputStream().write(chunk.bytes().array());
      }
      to.shutdownOutput();
      if (directions.decrementAndGet() == 0) {
        close();
      }
    });
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void thread(Work work) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            work.run();
          } catch (IOException e) {
            reset(); // A client would see a reset without a relay, too.
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
