package dev.giteadrone.init.keys;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** An ed25519 public key of SSH. */
public final class SshKey {
  /** The prefix of its line. */
  static final String TYPE = "ssh-ed25519";

  private static final int LENGTH = 32;
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  private final byte[] point;

  private SshKey(byte[] point) {
    this.point = point;
  }

  /**
   * The first ed25519 key in lines as {@code ssh_host_ed25519_key.pub}, {@code authorized_keys} and
   * {@code known_hosts} have them.
   */
  public static Optional<SshKey> in(String lines) {
    return lines
        .lines()
        .filter(line -> !line.startsWith("#"))
        .flatMap(l -> of(l).stream())
        .findFirst();
  }

  private static Optional<SshKey> of(String line) {
    List<String> words = List.of(line.strip().split("\\s+"));
    int at = words.indexOf(TYPE);
    if (at < 0 || at + 1 >= words.size()) {
      return Optional.empty();
    }
    try {
      ByteBuffer blob = ByteBuffer.wrap(Base64.getDecoder().decode(words.get(at + 1)));
      byte[] type = part(blob);
      byte[] key = part(blob);
      boolean fits =
          new String(type, StandardCharsets.US_ASCII).equals(TYPE)
              && key.length == LENGTH
              && !blob.hasRemaining();
      return fits ? Optional.of(new SshKey(key)) : Optional.empty();
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private static byte[] part(ByteBuffer blob) {
    int length = blob.getInt();
    if (length < 0 || length > blob.remaining()) {
      throw new IllegalArgumentException("cut short");
    }
    byte[] part = new byte[length];
    blob.get(part);
    return part;
  }

  /** As {@code ssh-keygen -lf} shows it: {@code SHA256:} and Base64 without padding. */
  public String fingerprint() {
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    for (byte[] part : List.of(TYPE.getBytes(StandardCharsets.US_ASCII), point)) {
      blob.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
      blob.writeBytes(part);
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob.toByteArray());
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * The age recipient that the host's sops-nix derives from its SSH key (sops.age.sshKeyPaths), as
   * ssh-to-age does: the same point on Curve25519, u = (1 + y) / (1 - y).
   *
   * @return empty for the points that have no such u
   */
  public Optional<String> recipient() {
    byte[] big = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      big[i] = point[LENGTH - 1 - i];
    }
    big[0] &= 0x7f; // The sign of x, which u does not depend on.
    BigInteger y = new BigInteger(1, big);
    BigInteger below = BigInteger.ONE.subtract(y).mod(P);
    if (below.signum() == 0 || y.compareTo(P) >= 0 || y.signum() == 0) {
      return Optional.empty();
    }
    BigInteger u = BigInteger.ONE.add(y).multiply(below.modInverse(P)).mod(P);
    byte[] out = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      out[i] = u.shiftRight(8 * i).byteValue();
    }
    return u.signum() == 0 ? Optional.empty() : Optional.of(AgeKeys.recipient(out));
  }
}
