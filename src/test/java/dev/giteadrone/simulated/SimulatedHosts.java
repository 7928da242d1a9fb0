package dev.giteadrone.simulated;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * Any number of hosts whose Gitea and Drone work together, so far as this program asks, behind one
 * port. Their URLs have names below {@code localhost}, and the configurations say where to connect.
 */
public final class SimulatedHosts implements AutoCloseable {
  private static final List<String> KEPT =
      List.of(
          "accept", "authorization", "content-type", "cookie", "x-drone-token", "accept-encoding");

  static {
    // Otherwise the body of an answer waits 40 ms for the acknowledgement of its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
  }

  private final HttpServer server;
  private final SimulatedFiles files = new SimulatedFiles();
  private final Map<String, SimulatedHost> hosts = new ConcurrentHashMap<>();

  private SimulatedHosts(InetAddress address) throws IOException {
    this.server = HttpServer.create(new InetSocketAddress(address, 0), 1024);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** Starts the servers on 127.0.0.1. */
  public static SimulatedHosts start() {
    return start("127.0.0.1");
  }

  /** Starts the servers on an address of this machine. */
  public static SimulatedHosts start(String address) {
    try {
      return new SimulatedHosts(InetAddress.getByName(address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The host of that name, which is well until a test says otherwise. */
  public SimulatedHost host(String name) {
    return hosts.computeIfAbsent(name, SimulatedHost::new);
  }

  /** Where all servers listen, such as {@code 127.0.0.1:4711}. */
  public String address() {
    InetSocketAddress at = server.getAddress();
    return at.getAddress().getHostAddress() + ":" + at.getPort();
  }

  /**
   * Writes for each host {@code FOLDER/NAME.yaml}, and its two sops files below {@code
   * FOLDER/.secrets/NAME}.
   */
  public void write(Path folder, List<String> names) {
    for (String name : names) {
      files.write(folder, host(name), address());
    }
  }

  /** The age key that decrypts the sops files, for {@code SOPS_AGE_KEY}. */
  public String key() {
    return files.key();
  }

  /**
   * The environment of a run on these hosts: sops, the age key, and a folder for what the program
   * keeps. It has no {@code CI}, with which a bootstrap would change nothing.
   *
   * @param state an empty folder
   */
  public Map<String, String> environment(Path state) {
    return files.environment(state);
  }

  @Override
  public void close() {
    hosts.values().forEach(SimulatedHost::repair);
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] asked =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
              .orElse("")
              .split("[.:]", -1);
      SimulatedHost host = asked.length < 3 ? null : hosts.get(asked[1]);
      if (host == null) {
        exchange.sendResponseHeaders(421, -1);
        return;
      }
      Optional<CannedResponse> answer = host.answer(request(asked[0], exchange));
      if (answer.isPresent()) {
        send(exchange, answer.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static SimulatedRequest request(String server, HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (KEPT.contains(lower)) {
            headers.put(lower, String.join("; ", values));
          }
        });
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return new SimulatedRequest(
        server, exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body);
  }

  private static void send(HttpExchange exchange, CannedResponse answer) throws IOException {
    if (!answer.type().isEmpty()) {
      exchange.getResponseHeaders().set("Content-Type", answer.type());
    }
    for (int i = 0; i < answer.headers().size(); i += 2) {
      exchange.getResponseHeaders().add(answer.headers().get(i), answer.headers().get(i + 1));
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
