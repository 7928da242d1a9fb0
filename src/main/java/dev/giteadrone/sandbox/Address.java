package dev.giteadrone.sandbox;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where a server is reached.
 *
 * @param port where it listens itself, on 127.0.0.1
 * @param url its root URL for everybody but its neighbours on this machine
 */
record Address(int port, URI url) {
  /** A server with nothing in front of it. */
  static Address plain(int port) {
    return new Address(port, URI.create("http://127.0.0.1:" + port));
  }

  /** Its root URL for its neighbours. */
  URI local() {
    return plain(port).url();
  }

  /** Where it listens itself. */
  InetSocketAddress socket() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
