package dev.giteadrone.sandbox.process;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.sandbox.loopback.Address;
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
 * Passes bytes between a public port and the port on which a server listens. It can delay them,
 * block them, or break the connections. It keeps running while the server is stopped: then it
 * resets connections, as no server would accept them.
 */
public final class TcpRelay implements Startable {
  private static final Case TAKEN = Case.of(ProblemId.SANDBOX_PORT, "taken", "part", "address");

  private final String name;
  private final InetSocketAddress front;
  private final InetSocketAddress server;
  private final Traffic traffic = new Traffic();
  private final Set<RelayedConnection> open = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ServerSocket listening;
  private volatile boolean resetting;

  /**
   * Creates a relay.
   *
   * @param address of the server; the port in its URL is the relay's
   */
  public TcpRelay(String name, Address address) {
    this.name = name;
    this.front = new InetSocketAddress(address.bareHost(), address.url().getPort());
    this.server = new InetSocketAddress(address.bareHost(), address.port());
  }

  /** The name of the relay in front of a part. */
  public static String name(String part) {
    return "relay-" + part;
  }

  /** Delays every byte by this time, in both directions. */
  public void delay(Duration duration) {
    traffic.delay(duration);
  }

  /** Blocks all bytes until {@link #heal}: connections stay open, but nothing arrives. */
  public void cut() {
    traffic.cut(true);
  }

  /** Resets all open connections, and each new one, until {@link #heal}. */
  public void reset() {
    resetting = true;
    open.forEach(RelayedConnection::reset);
  }

  /** Passes all bytes without delay again. Bytes that {@link #cut} has blocked arrive now. */
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
      throw TAKEN.failure(e, name, front);
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
        // The relay was closed, or the client has closed its connection.
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
