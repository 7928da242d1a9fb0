package dev.giteadrone.model;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Where a connection goes: a host and a port.
 *
 * @param host a name in lower case or an address, IPv6 ones without brackets
 */
public record Endpoint(String host, int port) {
  /** Gives the host the one form that compares. */
  public Endpoint {
    host = plain(host);
  }

  /** Where the server of a URL is. */
  public static Endpoint of(URI url) {
    boolean tls = "https".equalsIgnoreCase(url.getScheme());
    return new Endpoint(url.getHost(), url.getPort() > 0 ? url.getPort() : tls ? 443 : 80);
  }

  private static String plain(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceFirst("^\\[(.*)]$", "$1");
    if (!name.contains(":")) {
      return name;
    }
    try {
      // One address has many spellings; what has colons is no name, so nothing is looked up.
      return InetAddress.getByName(name).getHostAddress();
    } catch (UnknownHostException e) {
      return name;
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
