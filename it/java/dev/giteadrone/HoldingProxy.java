package dev.giteadrone;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP proxy on loopback that counts requests that may change something, and that can let such a
 * request reach the server, take in the whole answer, and then keep it.
 */
final class HoldingProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final AtomicInteger mutations = new AtomicInteger();
  private volatile int holdAt = -1;
  private volatile Runnable held = () -> {};

  private HoldingProxy(ServerSocket socket) {
    this.socket = socket;
  }

  static HoldingProxy start() throws IOException {
    HoldingProxy proxy =
        new HoldingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofPlatform().daemon().name("holding-proxy").start(proxy::accept);
    return proxy;
  }

  int port() {
    return socket.getLocalPort();
  }

  /** How many requests other than GET and HEAD came since {@link #reset}. */
  int mutations() {
    return mutations.get();
  }

  /** Resets the count and holds nothing. */
  void reset() {
    mutations.set(0);
    holdAt = -1;
  }

  /**
   * Holds the answer to one request.
   *
   * @param count which one of those counted, from 1
   * @param then is told when the server has answered
   */
  void hold(int count, Runnable then) {
    held = then;
    mutations.set(0);
    holdAt = count;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      String head = head(in);
      byte[] body = in.readNBytes(length(head));
      String[] line = head.substring(0, head.indexOf('\r')).split(" ", 3);
      URI target = URI.create(line[1]);
      boolean mutation = !line[0].equals("GET") && !line[0].equals("HEAD");
      int count = mutation ? mutations.incrementAndGet() : 0;
      byte[] answer = exchange(target, forwarded(line, target, head), body);
      if (mutation && count == holdAt) {
        held.run();
        return;
      }
      client.getOutputStream().write(answer);
    } catch (IOException e) {
      // Either side is gone, as a killed process is.
    }
  }

  private static byte[] exchange(URI target, String head, byte[] body) throws IOException {
    try (Socket server = new Socket(target.getHost(), target.getPort())) {
      OutputStream out = server.getOutputStream();
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      out.flush();
      return server.getInputStream().readAllBytes();
    }
  }

  /** The same request for the server itself, one to a connection. */
  private static String forwarded(String[] line, URI target, String head) {
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    StringBuilder text = new StringBuilder(line[0] + " " + path + query + " HTTP/1.1\r\n");
    head.lines()
        .skip(1)
        .filter(header -> !header.isEmpty())
        .filter(header -> !header.toLowerCase(Locale.ROOT).matches("(proxy-)?connection:.*"))
        .forEach(header -> text.append(header).append("\r\n"));
    return text.append("Connection: close\r\n\r\n").toString();
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.write(next);
      if (next == '\n') {
        text = head.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return text;
  }

  private static int length(String head) {
    return head.lines()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith("content-length:"))
        .map(line -> Integer.parseInt(line.substring("content-length:".length()).strip()))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
