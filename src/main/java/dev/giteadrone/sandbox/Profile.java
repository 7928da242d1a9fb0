package dev.giteadrone.sandbox;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** The one with this label; empty if there is none. */
  public static Optional<Profile> of(String label) {
    return Stream.of(values()).filter(profile -> profile.label().equals(label)).findFirst();
  }

  /** Its name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
