package dev.giteadrone.io;

import dev.giteadrone.model.secret.Revision;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes revisions, and other digests. */
public final class Revisions {
  private Revisions() {}

  /** The SHA-256 of {@code bytes} in hexadecimal. */
  static Revision of(byte[] bytes) {
    return new Revision(hex(bytes));
  }

  /** The SHA-256 of {@code bytes}, 64 digits. */
  public static String hex(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
