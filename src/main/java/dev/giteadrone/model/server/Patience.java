package dev.giteadrone.model.server;

/** How long it is worth waiting for something that does not heal by itself soon. */
public enum Patience {
  /** Not at all: a setting must be changed. */
  NONE,
  /** As long as a name server or a proxy may need after a deploy. */
  SHORT,
  /** As long as a new host may need to get its certificate: it has one of its own until then. */
  CERTIFICATE
}
