package dev.giteadrone.sandbox.loopback;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * The address of a server.
 *
 * @param host where it listens, a loopback address in the form of a URL
 * @param port where it listens
 * @param url its public root URL
 */
public record Address(String host, int port, URI url) {
  /** IPv4's loopback address. */
  public static final String IPV4 = "127.0.0.1";

  /** IPv6's loopback address. */
  public static final String IPV6 = "[::1]";

  /** A server that is reached directly. */
  public static Address plain(String host, int port) {
    return new Address(host, port, root(host, port));
  }

  /** A server behind a relay. Its public port is {@code relayPort}. */
  public static Address relayed(String host, int port, int relayPort) {
    return new Address(host, port, root(host, relayPort));
  }

  /** Its root URL without relay or proxy, for the other parts of the sandbox. */
  public URI local() {
    return root(host, port);
  }

  /** Its root URL for runners: through the relay, if there is one, but not through a proxy. */
  public URI relayed() {
    URI relayed = root(host, url.getPort());
    return relayed.equals(url) ? relayed : local();
  }

  /** The socket address where it listens. */
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
