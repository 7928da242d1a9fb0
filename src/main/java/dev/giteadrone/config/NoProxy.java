package dev.giteadrone.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * The variable NO_PROXY, read as curl does: hosts, domains with all hosts below them, addresses,
 * networks such as {@code 10.0.0.0/8}, or {@code *} for everything.
 */
final class NoProxy {
  private final String[] entries;

  NoProxy(String text) {
    this.entries = text.strip().toLowerCase(Locale.ROOT).split("[,\\s]+", -1);
  }

  /**
   * Whether no proxy is used for a host.
   *
   * @param host a name or an address, IPv6 ones in brackets
   */
  boolean covers(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceFirst("^\\[(.*)]$", "$1");
    for (String entry : entries) {
      String plain = entry.replaceFirst("^\\[(.*)]$", "$1").replaceFirst("^\\.+", "");
      if (plain.equals("*")
          || (!plain.isEmpty()
              && (name.equals(plain) || name.endsWith("." + plain) || inNetwork(name, plain)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean inNetwork(String name, String network) {
    int slash = network.indexOf('/');
    String base = slash < 0 ? network : network.substring(0, slash);
    String bits = slash < 0 ? "128" : network.substring(slash + 1);
    if (!isAddress(name) || !isAddress(base) || !bits.matches("\\d{1,3}")) {
      return false;
    }
    byte[] address = bytes(name);
    byte[] wanted = bytes(base);
    int length = Math.min(Integer.parseInt(bits), wanted.length * 8);
    if (address.length != wanted.length) {
      return false;
    }
    for (int bit = 0; bit < length; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((address[bit / 8] & mask) != (wanted[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** Only addresses that need no DNS look-up. */
  private static boolean isAddress(String text) {
    return text.matches("\\d{1,3}(\\.\\d{1,3}){3}") || text.matches("[0-9a-f:.]*:[0-9a-f:.]*");
  }

  private static byte[] bytes(String address) {
    try {
      return InetAddress.getByName(address).getAddress();
    } catch (UnknownHostException e) {
      return new byte[0];
    }
  }
}
