package dev.giteadrone.sandbox.process;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where a server is reached.
 *
 * @param host where it listens itself, an address of loopback as a URL has it
 * @param port where it listens itself
 * @param url its root URL for everybody but its neighbours on this machine
 */
public record Address(String host, int port, URI url) {
  /** IPv4's loopback address. */
  public static final String IPV4 = "127.0.0.1";

  /** IPv6's. */
  public static final String IPV6 = "[::1]";

  /** A server with nothing in front of it. */
  public static Address plain(String host, int port) {
    return new Address(host, port, root(host, port));
  }

  /** A server with a relay in front of it, which everybody else reaches on {@code relayPort}. */
  public static Address relayed(String host, int port, int relayPort) {
    return new Address(host, port, root(host, relayPort));
  }

  /** Its root URL for its neighbours. */
  public URI local() {
    return root(host, port);
  }

  /** Where it listens itself. */
  public InetSocketAddress socket() {
    return new InetSocketAddress(host, port);
  }

  /** The address without brackets. */
  public String bareHost() {
    return host.replace("[", "").replace("]", "");
  }

  private static URI root(String host, int port) {
    return URI.create("http://" + host + ":" + port);
  }
}
