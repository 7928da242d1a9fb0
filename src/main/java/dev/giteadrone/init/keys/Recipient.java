package dev.giteadrone.init.keys;

/** Somebody for whom sops encrypts. */
public sealed interface Recipient {
  /** As the rules have it. */
  String value();

  /** Whether a file's metadata means the same; a fingerprint may have blanks there. */
  default boolean is(String named) {
    return named.equals(value());
  }

  /** An age recipient. */
  record Age(String value) implements Recipient {}

  /**
   * A PGP key.
   *
   * @param value its fingerprint in upper case
   */
  record Pgp(String value) implements Recipient {
    @Override
    public boolean is(String named) {
      return named.replace(" ", "").equalsIgnoreCase(value);
    }
  }
}
