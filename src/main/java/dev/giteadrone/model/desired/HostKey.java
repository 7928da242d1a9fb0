package dev.giteadrone.model.desired;

import java.util.Locale;

/** With what the host decrypts its file. */
public sealed interface HostKey {

  /** Nobody said. */
  HostKey UNKNOWN = new Unknown();

  /** Nobody said. */
  record Unknown() implements HostKey {}

  /** With nothing: the deploy decrypts for it. */
  record Nothing() implements HostKey {}

  /**
   * With the key of this recipient.
   *
   * @param recipient an age recipient, an SSH public key without its comment, or the fingerprint of
   *     a PGP key
   */
  record Named(String recipient) implements HostKey {
    /** Whether {@code other}, as a file's metadata has it, is the same recipient. */
    public boolean is(String other) {
      return plain(recipient).equals(plain(other));
    }

    // An SSH key's comment is not part of it, and only there case matters.
    private static String plain(String text) {
      String[] words = text.strip().split("\\s+", 3);
      return words[0].startsWith("ssh-") && words.length > 1
          ? words[0] + " " + words[1]
          : text.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
    }
  }
}
