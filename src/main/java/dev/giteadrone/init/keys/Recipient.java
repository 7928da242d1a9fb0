package dev.giteadrone.init.keys;

/** A recipient that sops encrypts for. */
public sealed interface Recipient {
  /** The text for the rules. */
  String value();

  /**
   * Whether the entry in a file's metadata is this recipient; a fingerprint there may contain
   * blanks.
   */
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
