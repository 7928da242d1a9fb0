package dev.giteadrone.testing;

/** The kind of host that the servers run on. */
public enum HostProfile {
  /** SQLite and plain HTTP on 127.0.0.1; any user can start it. */
  PLAIN,
  /** SQLite and plain HTTP on {@code ::1}; any user can start it. */
  IPV6,
  /**
   * PostgreSQL, nginx with TLS in front, and a system user for each part. Needs root and Debian's
   * {@code nginx}, {@code postgresql} and {@code openssl}; takes longer to start.
   */
  REFERENCE
}
