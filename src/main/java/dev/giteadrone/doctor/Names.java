package dev.giteadrone.doctor;

import dev.giteadrone.model.desired.Endpoint;
import dev.giteadrone.model.desired.NetworkOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How a server is reached: proxy, another address, and what its name resolves to. */
final class Names {
  private static final String DNS = "dns";
  private static final int MOST = 4;

  private final NetworkOptions reach;
  private final Endpoint server;

  Names(NetworkOptions reach, Endpoint server) {
    this.reach = reach;
    this.server = server;
  }

  /** The proxy, or the address that is used instead. */
  Finding way() {
    NetworkOptions.ProxyServer proxy = reach.proxies().get(server);
    Endpoint instead = reach.connectTo().get(server);
    if (proxy != null) {
      String signed = proxy.credential().isPresent() ? ", with credentials" : "";
      return Finding.ok("proxy", proxy.at() + signed);
    }
    return Finding.ok("proxy", "none" + (instead == null ? "" : "; connects to " + instead));
  }

  /** The addresses of the host that is connected to. */
  Finding resolve() {
    if (reach.proxies().containsKey(server)) {
      return Finding.skipped(DNS, "the proxy resolves " + server.host());
    }
    String host = reach.connectTo().getOrDefault(server, server).host();
    try {
      InetAddress[] all = InetAddress.getAllByName(host);
      String addresses =
          Arrays.stream(all)
              .limit(MOST)
              .map(InetAddress::getHostAddress)
              .distinct()
              .collect(Collectors.joining(", "));
      return Finding.ok(DNS, addresses.equals(host) ? addresses : host + " is " + addresses);
    } catch (UnknownHostException e) {
      return Finding.bad(
          DNS,
          host + " does not resolve",
          "check the name in the configuration, and this machine's DNS");
    }
  }
}
