package dev.giteadrone.sandbox.process;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Passes bytes on between a port that everybody uses and the port on which a server listens, and
 * can be told to do so late, not at all, or to break the connections. It goes on while the server
 * is stopped: then it resets connections, as nobody is there to take them.
 */
public final class TcpRelay implements Startable {
  private final String name;
  private final InetSocketAddress front;
  private final InetSocketAddress server;
  private final Traffic traffic = new Traffic();
  private final Set<RelayedConnection> open = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ServerSocket listening;
  private volatile boolean resetting;

  /**
   * A relay.
   *
   * @param address of the server; the port of its URL is the relay's
   */
  public TcpRelay(String name, Address address) {
    this.name = name;
    this.front = new InetSocketAddress(address.bareHost(), address.url().getPort());
    this.server = new InetSocketAddress(address.bareHost(), address.port());
  }

  /** How the relay in front of a part is called. */
  public static String name(String part) {
    return "relay-" + part;
  }

  /** Lets every byte arrive so much later, in both directions. */
  public void delay(Duration duration) {
    traffic.delay(duration);
  }

  /** Lets no byte pass: connections stay open and nothing comes, until {@link #heal}. */
  public void cut() {
    traffic.cut(true);
  }

  /** Resets all connections, and each new one, until {@link #heal}. */
  public void reset() {
    resetting = true;
    open.forEach(RelayedConnection::reset);
  }

  /** Passes everything on at once again; what was held back by {@link #cut} arrives. */
  public void heal() {
    resetting = false;
    traffic.delay(Duration.ZERO);
    traffic.cut(false);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Startable> dependencies() {
    return List.of();
  }

  @Override
  public void start(Deadline deadline) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(front);
      listening = socket;
      Thread.ofPlatform().daemon().name(name).start(() -> accept(socket));
    } catch (IOException e) {
      throw new Failure(
          ExitCode.FAILED,
          Problem.of(
              "sandbox.port",
              "starting " + name + " on " + front,
              "another program listens there",
              "see which (ss -ltnp), end it; or start a new sandbox, which takes other ports"),
          e);
    }
  }

  @Override
  public Poller.Poll<String> look() {
    return Poller.Poll.done("");
  }

  @Override
  public Duration limit() {
    return Duration.ofSeconds(5);
  }

  @Override
  public void stop() {
    ServerSocket socket = listening;
    listening = null;
    heal();
    if (socket != null) {
      RelayedConnection.closeQuietly(socket);
    }
    open.forEach(RelayedConnection::close);
  }

  @Override
  public void kill() {
    stop();
  }

  @Override
  public Optional<LogTail> log() {
    return Optional.empty();
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        take(socket.accept());
      } catch (IOException e) {
        // Closed, or the client is gone again.
      }
    }
  }

  private void take(Socket client) {
    RelayedConnection connection = new RelayedConnection(client, server, traffic, open::remove);
    open.add(connection);
    if (resetting || listening == null) {
      connection.reset();
    } else {
      connection.start();
    }
  }
}
