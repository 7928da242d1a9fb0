package dev.giteadrone.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address of its own before a server: it passes bytes and resets on, and can be shut, so that
 * connections are refused. Only Linux has all of 127.0.0.0/8 on loopback.
 */
final class Gate implements AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

  private final InetSocketAddress address;
  private final int upstream;
  private final Object moving = new Object();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private ServerSocket listening;
  private Thread accepting;
  private volatile @Nullable Hostility hostility;
  private boolean stopped;

  /**
   * Listens at once.
   *
   * @param upstream the server's port on 127.0.0.1
   */
  Gate(int upstream) {
    // No two gates share an address, so nobody takes the port of a gate that is shut.
    int number = NUMBERS.getAndIncrement();
    this.upstream = upstream;
    try {
      InetAddress own =
          InetAddress.getByAddress(
              new byte[] {127, 77, (byte) (number / 250), (byte) (number % 250 + 1)});
      this.listening = bound(new InetSocketAddress(own, 0));
      this.address = new InetSocketAddress(own, listening.getLocalPort());
      this.accepting = accepting();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the {@code Host} header has it. */
  String host() {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /** The root URL without its final slash. */
  String url() {
    return "http://" + host();
  }

  /** Refuses connections from now on; those that are open stay. */
  synchronized void shut() {
    try {
      listening.close();
      // Until this thread has left accept(), the kernel goes on listening.
      accepting.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says this to every request from now on, and passes nothing on. */
  void speak(Hostility what) {
    hostility = what;
  }

  /** Takes connections again. */
  synchronized void reopen() {
    try {
      listening = bound(address);
      accepting = accepting();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes connections as a stopped process does, and passes nothing on until {@link #goOn}. */
  void stop() {
    synchronized (moving) {
      stopped = true;
    }
  }

  /** Passes on what came meanwhile. */
  void goOn() {
    synchronized (moving) {
      stopped = false;
      moving.notifyAll();
    }
  }

  private void awaitMoving() throws IOException {
    synchronized (moving) {
      try {
        while (stopped) {
          moving.wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }

  @Override
  public void close() {
    shut();
    goOn();
    open.forEach(Gate::quietly);
  }

  private static ServerSocket bound(InetSocketAddress at) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(at, 50);
    return socket;
  }

  private Thread accepting() {
    ServerSocket socket = listening;
    return Thread.ofPlatform().daemon().name("gate").start(() -> accept(socket));
  }

  private void accept(ServerSocket socket) {
    while (true) {
      try {
        Socket client = socket.accept();
        Hostility said = hostility;
        if (said != null) {
          open.add(client);
          Thread.ofPlatform().daemon().name("gate").start(() -> speak(client, said));
          continue;
        }
        Socket server = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), upstream);
        open.add(client);
        open.add(server);
        Thread.ofPlatform().daemon().name("gate").start(() -> pipe(client, server));
        Thread.ofPlatform().daemon().name("gate").start(() -> pipe(server, client));
      } catch (IOException e) {
        return;
      }
    }
  }

  /** Reads one request and answers. */
  private static void speak(Socket client, Hostility said) {
    try (client) {
      InputStream in = client.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int b = in.read();
        if (b < 0) {
          return;
        }
        head.append((char) b);
      }
      // What is left unread when a socket is closed resets the connection, answer and all.
      Matcher length = LENGTH.matcher(head);
      in.skipNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
      said.say(client.getOutputStream());
    } catch (IOException e) {
      // The client has gone away.
    }
  }

  private void pipe(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[16_384];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        awaitMoving();
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      reset(to);
    }
  }

  private static void reset(Socket socket) {
    try {
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
    } catch (IOException e) {
      // It is closed already.
    }
    quietly(socket);
  }

  private static void quietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is lost with it.
    }
  }
}
