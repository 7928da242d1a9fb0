package dev.giteadrone.sandbox;

import java.util.Locale;

/** What kind of host the sandbox plays. */
public enum Profile {
  /** Servers on SQLite that are reached by plain HTTP; any user can start them. */
  PLAIN,
  /** The same on IPv6's loopback address, where nothing is reached by IPv4. */
  IPV6,
  /**
   * What the reference host runs: PostgreSQL over its socket, nginx with TLS in front, a system
   * user for each part. Only root can start it.
   */
  REFERENCE;

  /** How it is called on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
