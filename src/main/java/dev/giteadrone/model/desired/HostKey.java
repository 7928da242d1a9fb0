package dev.giteadrone.model.desired;

import java.util.Locale;

/** The key that the host decrypts its file with. */
public sealed interface HostKey {

  /** Not configured. */
  HostKey UNKNOWN = new Unknown();

  /** Not configured. */
  record Unknown() implements HostKey {}

  /** None: the deploy decrypts for the host. */
  record Nothing() implements HostKey {}

  /**
   * The key of this recipient.
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
