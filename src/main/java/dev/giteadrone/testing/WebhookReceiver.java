package dev.giteadrone.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.testing.internal.Arguments;
import dev.giteadrone.testing.internal.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Receives webhooks. It listens on Drone's loopback address, which Gitea may call. If the servers
 * run on other machines, it listens on 127.0.0.1, which they cannot reach.
 *
 * <pre>{@code
 * WebhookReceiver hooks = servers.webhooks();
 * repository.webhook(hooks.url(), "push");
 * repository.file("a.txt", "a").push();
 * hooks.awaitDelivery(delivery -> delivery.event().equals("push"));
 * }</pre>
 */
public final class WebhookReceiver implements AutoCloseable {
  private static final String PATH = "/hook";

  /** How many deliveries a message names. */
  private static final int SHOWN = 20;

  private final HttpServer server;
  private final Duration limit;
  private final Supplier<Map<String, String>> logTails;
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile boolean closed;

  WebhookReceiver(String host, Duration limit, Supplier<Map<String, String>> logTails) {
    this.limit = limit;
    this.logTails = logTails;
    try {
      this.server = HttpServer.create(new InetSocketAddress(reachable(host), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::receive);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    startDaemon(server);
  }

  /** The host's address if it is one of this machine, otherwise loopback. */
  private static InetAddress reachable(String host) throws IOException {
    InetAddress address = InetAddress.getByName(host);
    return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null
        ? address
        : InetAddress.getLoopbackAddress();
  }

  /**
   * Starts the server as a daemon. Its thread inherits from the thread that starts it whether it
   * keeps the JVM running.
   */
  private static void startDaemon(HttpServer server) {
    try {
      Thread.ofPlatform().daemon().start(server::start).join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A received request.
   *
   * @param method such as {@code POST}
   * @param path with the query, if there is one
   * @param headers by their names in lower case; several values are joined by commas
   * @param body as text
   */
  public record Delivery(String method, String path, Map<String, String> headers, String body) {
    /** Copies the map. */
    public Delivery {
      headers = Map.copyOf(headers);
    }

    /** A header's value; empty if there is none. */
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** The event that Gitea reports, such as {@code push}; empty if the sender is not Gitea. */
    public String event() {
      return header("X-Gitea-Event");
    }
  }

  /** The URL to give to {@link TestRepository#webhook}. */
  public URI url() {
    return url(PATH);
  }

  /**
   * The URL with a separate path, so that several senders can be told apart. Every path is
   * received.
   *
   * @param path begins with a slash
   * @throws IllegalArgumentException if it does not
   */
  public URI url(String path) {
    if (!path.matches("/[A-Za-z0-9/._~!$&'()*+,;=:@%?-]*")) {
      throw Arguments.wrong(
          "url(path)",
          path,
          "this is no path of a URL that begins with a slash",
          "give one such as /hook, with %20 for a blank");
    }
    String host = server.getAddress().getAddress().getHostAddress();
    return URI.create(
        "http://"
            + (host.contains(":") ? "[" + host + "]" : host)
            + ":"
            + server.getAddress().getPort()
            + path);
  }

  /**
   * The status of the answers from now on; 200 if not set.
   *
   * @throws IllegalArgumentException if it is no final status
   */
  public void answer(int code) {
    if (code < 200 || code > 599) {
      throw new IllegalArgumentException(
          "answer(code) with '" + code + "': this is no final status; give one from 200 to 599");
    }
    this.status = code;
  }

  /** All deliveries so far, the oldest first. */
  public List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /**
   * Returns the first delivery that matches. It may have come before this call; if there is none
   * yet, waits for one.
   *
   * @throws dev.giteadrone.errors.WaitTimeoutException if none comes within the handle's limit
   * @throws IllegalStateException if none came before this receiver was closed
   */
  public Delivery awaitDelivery(Predicate<Delivery> matching) {
    return awaitDelivery(matching, limit);
  }

  /** Returns the first delivery that matches; waits for it at most for this time. */
  public Delivery awaitDelivery(Predicate<Delivery> matching, Duration within) {
    return Waiting.until(
        "webhook at " + url(),
        Arguments.limit("awaitDelivery(matching, within)", within),
        () ->
            deliveries.stream()
                .filter(matching)
                .findFirst()
                .map(Waiting::done)
                .orElseGet(() -> Waiting.notYet(seenWhileOpen())),
        logTails);
  }

  /** Stops receiving. */
  @Override
  public void close() {
    closed = true;
    server.stop(0);
  }

  /** What was received so far. A closed receiver gets nothing more, so no wait would help. */
  private String seenWhileOpen() {
    if (closed) {
      throw new IllegalStateException(
          "the webhook receiver at " + url() + " is closed; it had " + seen());
    }
    return seen();
  }

  private String seen() {
    List<Delivery> now = deliveries();
    if (now.isEmpty()) {
      return "no delivery at all";
    }
    List<String> newest =
        now.subList(Math.max(0, now.size() - SHOWN), now.size()).stream()
            .map(delivery -> Text.neutral(delivery.event(), 40))
            .toList();
    return now.size() > SHOWN
        ? now.size() + " other deliveries, the newest of them: " + newest
        : "other deliveries: " + newest;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers =
          exchange.getRequestHeaders().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      header -> header.getKey().toLowerCase(Locale.ROOT),
                      header -> String.join(",", header.getValue())));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      deliveries.add(
          new Delivery(
              exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
      exchange.sendResponseHeaders(status, -1);
    }
  }
}
