package dev.giteadrone.reconcile;

import dev.giteadrone.model.secret.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Where generated secrets and names come from. */
public final class Randomness {
  private static final String APP_MARK = " gitea-drone-";
  private static final Pattern MARKED = Pattern.compile(APP_MARK + "[0-9a-f]{16}$");

  private final SecureRandom random = new SecureRandom();

  /**
   * 24 random bytes as 32 characters of Base64's URL alphabet, with one of each class a password
   * policy may want.
   */
  public Secret password() {
    return Secret.of("aA1-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(24)));
  }

  /** 32 random bytes as 64 hexadecimal digits. */
  public Secret rpcSecret() {
    return Secret.random(32);
  }

  /** A token name that says who made it, and for which Drone. */
  public String tokenName(TokenMark mark) {
    return mark.text() + HexFormat.of().formatHex(bytes(4));
  }

  /** What follows an application's name while it is being created, as no other run's does. */
  public String appMark() {
    return APP_MARK + HexFormat.of().formatHex(bytes(8));
  }

  /** An application's name without such a mark. */
  static String unmarked(String name) {
    return MARKED.matcher(name).replaceFirst("");
  }

  /** A mark that makes one canary commit differ from the next. */
  public String nonce() {
    return HexFormat.of().formatHex(bytes(8));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
