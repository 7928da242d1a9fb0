package dev.giteadrone.reconcile;

import dev.giteadrone.model.secret.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Generates secrets and random names. */
public final class Randomness {
  private static final String APP_MARK = " gitea-drone-";
  private static final Pattern MARKED = Pattern.compile(APP_MARK + "[0-9a-f]{16}$");

  private final SecureRandom random = new SecureRandom();

  /**
   * A password: 24 random bytes as 32 characters of the URL-safe Base64 alphabet. It contains each
   * class of character that a password policy may require.
   */
  public Secret password() {
    return Secret.of("aA1-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(24)));
  }

  /** 32 random bytes as 64 hexadecimal digits. */
  public Secret rpcSecret() {
    return Secret.random(32);
  }

  /** The name of an access token. It says that this program created it, and for which Drone. */
  public String tokenName(TokenMark mark) {
    return mark.text() + HexFormat.of().formatHex(bytes(4));
  }

  /**
   * A random suffix for the name of an application while it is being created. No other run has the
   * same one.
   */
  public String appMark() {
    return APP_MARK + HexFormat.of().formatHex(bytes(8));
  }

  /** The name of an application without that suffix. */
  static String unmarked(String name) {
    return MARKED.matcher(name).replaceFirst("");
  }

  /** A random text that makes each canary commit different. */
  public String nonce() {
    return HexFormat.of().formatHex(bytes(8));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
