package dev.giteadrone.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ServerSocketFactory;

/** A server on a real loopback socket that does what a test says, faults included. */
public final class ScriptedServer implements AutoCloseable {

  /**
   * A request as it came over the wire.
   *
   * @param target the path with its query
   * @param head request line and headers
   */
  public record Received(String method, String target, String head, String body, int number) {
    /** The path without its query. */
    public String path() {
      int query = target.indexOf('?');
      return query < 0 ? target : target.substring(0, query);
    }

    /** A header's value, empty if there is none. */
    public String header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst()
          .orElse("");
    }
  }

  /** What to do with a connection after a request came; returns whether to keep it open. */
  public interface Reply {
    /** Writes an answer, or does not. */
    boolean to(Socket socket, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final String scheme;
  private final Function<Received, Reply> script;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  private ScriptedServer(ServerSocket socket, String scheme, Function<Received, Reply> script) {
    this.socket = socket;
    this.scheme = scheme;
    this.script = script;
    Thread.ofPlatform().daemon().name("scripted-server").start(this::accept);
  }

  /** Plain HTTP on 127.0.0.1. */
  public static ScriptedServer start(Function<Received, Reply> script) throws IOException {
    return start(ServerSocketFactory.getDefault(), "http", script);
  }

  /** With the sockets of {@code factory}. */
  public static ScriptedServer start(
      ServerSocketFactory factory, String scheme, Function<Received, Reply> script)
      throws IOException {
    ServerSocket socket =
        factory.createServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    return new ScriptedServer(socket, scheme, script);
  }

  /** Its root URL without a final slash. */
  public URI url() {
    return URI.create(scheme + "://127.0.0.1:" + port());
  }

  /** Its port. */
  public int port() {
    return socket.getLocalPort();
  }

  /** All that came so far. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** How many requests with this method came. */
  public long count(String method) {
    return received.stream().filter(request -> request.method().equals(method)).count();
  }

  /** An ordinary answer with more headers. */
  public static Reply answer(int status, String type, String body, String... headers) {
    return (at, out) -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      StringBuilder head = new StringBuilder("HTTP/1.1 %d Said\r\n".formatted(status));
      head.append("Content-Type: %s\r\nContent-Length: %d\r\n".formatted(type, bytes.length));
      for (String header : headers) {
        head.append(header).append("\r\n");
      }
      out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
      out.write(bytes);
      out.flush();
      return true;
    };
  }

  /** JSON with status 200. */
  public static Reply json(String body, String... headers) {
    return answer(200, "application/json", body, headers);
  }

  /** A page with status 200. */
  public static Reply html(String body, String... headers) {
    return answer(200, "text/html; charset=utf-8", "<html><body>" + body, headers);
  }

  /** A redirect as browsers see it. */
  public static Reply redirect(String location, String... headers) {
    String[] all = new String[headers.length + 1];
    all[0] = "Location: " + location;
    System.arraycopy(headers, 0, all, 1, headers.length);
    return answer(303, "text/plain", "", all);
  }

  /** These bytes, then the end of the connection. */
  public static Reply rawThenClose(String bytes) {
    return (at, out) -> {
      out.write(bytes.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return false;
    };
  }

  /** No answer but a TCP reset. */
  public static Reply reset() {
    return (at, out) -> {
      at.setSoLinger(true, 0);
      return false;
    };
  }

  /** Waits before it answers. */
  public static Reply after(long millis, Reply reply) {
    return (at, out) -> {
      Thread.sleep(millis);
      return reply.to(at, out);
    };
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : open) {
      each.close();
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket accepted = socket.accept();
        open.add(accepted);
        Thread.ofPlatform().daemon().start(() -> serve(accepted));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket at) {
    try (at) {
      InputStream in = at.getInputStream();
      while (true) {
        String head = head(in);
        if (head.isEmpty()) {
          return;
        }
        Received request = request(in, head);
        received.add(request);
        if (!script.apply(request).to(at, at.getOutputStream())) {
          return;
        }
      }
    } catch (IOException e) {
      // The client went away, or close() ended this.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Received request(InputStream in, String head) throws IOException {
    String[] line = head.lines().findFirst().orElse("").split(" ", 3);
    Received bare = new Received(line[0], line[1], head, "", received.size() + 1);
    String length = bare.header("Content-Length");
    byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
    return new Received(
        bare.method(),
        bare.target(),
        head,
        new String(body, StandardCharsets.UTF_8),
        bare.number());
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.write(b);
      String text = head.toString(StandardCharsets.UTF_8);
      if (text.endsWith("\r\n\r\n")) {
        return text;
      }
    }
    return "";
  }
}
