package dev.giteadrone.reconcile;

import dev.giteadrone.model.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Where generated secrets and names come from. */
final class Randomness {
  private final SecureRandom random = new SecureRandom();

  /**
   * 24 random bytes as 32 characters of Base64's URL alphabet, with one of each class a password
   * policy may want.
   */
  Secret password() {
    return Secret.of("aA1-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(24)));
  }

  /** 32 random bytes as 64 hexadecimal digits. */
  Secret rpcSecret() {
    return Secret.of(HexFormat.of().formatHex(bytes(32)));
  }

  /** A token name that says who made it. */
  String tokenName() {
    return "gitea-drone-" + HexFormat.of().formatHex(bytes(4));
  }

  /** A mark that makes one canary commit differ from the next. */
  String nonce() {
    return HexFormat.of().formatHex(bytes(8));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
