package dev.giteadrone.model.desired;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The target of a connection: a host and a port.
 *
 * @param host a name in lower case or an address, IPv6 ones without brackets
 */
public record Endpoint(String host, int port) {
  private static final Pattern LOOPBACK_V4 =
      Pattern.compile("127(?:\\.(?:[01]?\\d?\\d|2[0-4]\\d|25[0-5])){3}");

  private static final Pattern BRACKETS = Pattern.compile("^\\[(.*)]$");

  /** Normalises the host, so that equal hosts compare as equal. */
  public Endpoint {
    host = plain(host);
  }

  /** The endpoint of a URL. */
  public static Endpoint of(URI url) {
    boolean tls = "https".equalsIgnoreCase(url.getScheme());
    return new Endpoint(url.getHost(), url.getPort() > 0 ? url.getPort() : tls ? 443 : 80);
  }

  /**
   * Whether this is the local machine, decided by the host alone without a look-up. That is {@code
   * localhost} and names below it (RFC 6761), {@code 127.0.0.0/8} and {@code ::1}. A name that
   * merely resolves to such an address is not: somebody else may resolve it for us.
   */
  public boolean isLoopback() {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("0:0:0:0:0:0:0:1")
        || LOOPBACK_V4.matcher(host).matches();
  }

  private static String plain(String host) {
    String name = BRACKETS.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("$1");
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

  // Written out, since the first use of a record's own ones costs a short run 10 ms.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Endpoint(String otherHost, int otherPort)
        && host.equals(otherHost)
        && port == otherPort;
  }

  @Override
  public int hashCode() {
    return 31 * host.hashCode() + port;
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
