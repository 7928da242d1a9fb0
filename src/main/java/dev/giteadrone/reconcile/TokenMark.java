package dev.giteadrone.reconcile;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The common beginning of the names of the access tokens of one Drone. It separates them from the
 * tokens of another Drone on the same Gitea: each name has Drone's host, and the port if the URL
 * has one, before a random part.
 *
 * @param text the beginning of the names
 */
public record TokenMark(String text) {
  private static final String PROGRAM = "gitea-drone-";

  /** Names from early versions, which had no host. */
  private static final Pattern WITHOUT_HOST = Pattern.compile(PROGRAM + "[0-9a-f]{8}");

  private static final Pattern RANDOM = Pattern.compile("[0-9a-f]{8}");

  /** Gitea's command line may be behind a wrapper that accepts at most 100 characters. */
  private static final int LONGEST = 70;

  /** The mark of the Drone at {@code url}. */
  public static TokenMark of(URI url) {
    String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    String place = url.getPort() < 0 ? host : host + "_" + url.getPort();
    // Wrappers do not accept the brackets and colons of an IPv6 address.
    String plain = place.replaceAll("[^a-z0-9._-]", "_");
    return new TokenMark(PROGRAM + (plain.length() > LONGEST ? shortened(plain) : plain) + "-");
  }

  private static String shortened(String place) {
    return place.substring(0, LONGEST - 17) + "_" + digest(place).substring(0, 16);
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether this program created the token of this name for this Drone. */
  public boolean isOn(String name) {
    return name.startsWith(text) && RANDOM.matcher(name.substring(text.length())).matches();
  }

  /**
   * Whether an early version of this program created it, without a host in the name. Then it is
   * unknown for which Drone.
   */
  static boolean isWithoutHost(String name) {
    return WITHOUT_HOST.matcher(name).matches();
  }
}
