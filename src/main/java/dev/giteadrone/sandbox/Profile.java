package dev.giteadrone.sandbox;

import java.util.Locale;

/** The kind of host that the sandbox simulates. */
public enum Profile {
  /** Servers on SQLite and plain HTTP; any user can start them. */
  PLAIN,
  /** Like plain, but on IPv6's loopback address only, without IPv4. */
  IPV6,
  /**
   * The programs of the reference host: PostgreSQL over its socket, nginx with TLS in front, a
   * system user for each part. Only root can start it.
   */
  REFERENCE;

  /** Its name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
