package dev.giteadrone.init.keys;

import dev.giteadrone.model.secret.Secret;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.KeyAgreement;

/** The text form of age keys: {@code age1…} is public, {@code AGE-SECRET-KEY-1…} is not. */
public final class AgeKeys {
  private static final String RECIPIENT = "age";
  private static final String IDENTITY = "age-secret-key-";
  private static final int LENGTH = 32;

  private AgeKeys() {}

  /** Whether {@code text} looks like a private key, valid or not. */
  public static boolean isPrivate(String text) {
    return text.strip().regionMatches(true, 0, "AGE-SECRET-KEY", 0, 14);
  }

  /**
   * What is wrong with {@code text} as a recipient. Plug-in and post-quantum recipients are
   * accepted.
   */
  public static Optional<String> wrongRecipient(String text) {
    if (isPrivate(text)) {
      return Optional.of("this is a private key, which must stay in its own key file");
    }
    if (!text.startsWith("age1") || !text.equals(text.strip())) {
      return Optional.of("does not start with age1");
    }
    Optional<Bech32.Decoded> decoded = Bech32.decode(text);
    if (decoded.isEmpty()) {
      return Optional.of("its checksum is wrong: a character is missing or mistyped");
    }
    boolean plain = decoded.get().name().equals(RECIPIENT);
    return plain && decoded.get().bytes().length != LENGTH
        ? Optional.of("does not have 32 bytes")
        : Optional.empty();
  }

  /**
   * The recipient of a public key.
   *
   * @param u the u-coordinate on Curve25519, 32 bytes, least significant first
   */
  static String recipient(byte[] u) {
    return Bech32.encode(RECIPIENT, u);
  }

  /** The recipients of the private keys in the text of a key file, in its order. */
  static List<String> recipients(Secret keyFile) {
    return keyFile.reveal().lines().map(String::strip).flatMap(AgeKeys::recipientOf).toList();
  }

  private static Stream<String> recipientOf(String line) {
    return Bech32.decode(line).stream()
        .filter(key -> key.name().equals(IDENTITY) && key.bytes().length == LENGTH)
        .map(key -> recipient(publicKey(key.bytes())));
  }

  /** X25519 of the scalar and the base point, which gives the public key (RFC 7748). */
  private static byte[] publicKey(byte[] scalar) {
    try {
      KeyFactory keys = KeyFactory.getInstance("X25519");
      PrivateKey mine =
          keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar));
      PublicKey base =
          keys.generatePublic(
              new XECPublicKeySpec(NamedParameterSpec.X25519, BigInteger.valueOf(9)));
      KeyAgreement agreement = KeyAgreement.getInstance("X25519");
      agreement.init(mine);
      agreement.doPhase(base, true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK since 11 has X25519", e);
    } finally {
      Arrays.fill(scalar, (byte) 0);
    }
  }
}
