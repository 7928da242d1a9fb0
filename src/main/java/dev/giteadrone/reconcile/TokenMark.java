package dev.giteadrone.reconcile;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What tells the access tokens of one Drone from those of another one on the same Gitea: each
 * token's name has Drone's host, and its port where the URL has one, before its random part.
 *
 * @param text what the names begin with
 */
public record TokenMark(String text) {
  private static final String PROGRAM = "gitea-drone-";

  /** Versions before the first one that named the host. */
  private static final Pattern WITHOUT_HOST = Pattern.compile(PROGRAM + "[0-9a-f]{8}");

  private static final Pattern RANDOM = Pattern.compile("[0-9a-f]{8}");

  /** Gitea's command line may stand behind a wrapper that takes 100 characters at most. */
  private static final int LONGEST = 70;

  /** The mark of the Drone at {@code url}. */
  public static TokenMark of(URI url) {
    String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    String place = url.getPort() < 0 ? host : host + "_" + url.getPort();
    // Brackets and colons of an IPv6 address are in no wrapper's alphabet.
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

  /** Whether a token of this name was made by this program for this Drone. */
  public boolean isOn(String name) {
    return name.startsWith(text) && RANDOM.matcher(name.substring(text.length())).matches();
  }

  /** Whether this program made it, before names had a host: for whichever Drone. */
  static boolean isWithoutHost(String name) {
    return WITHOUT_HOST.matcher(name).matches();
  }
}
