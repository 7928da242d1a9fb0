package dev.giteadrone.init.keys;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Bech32 as age uses it: BIP 173 without its limit of length. */
public final class Bech32 {
  private static final String CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int CHECKSUM = 6;

  private Bech32() {}

  /**
   * A decoded text.
   *
   * @param name the part before the last 1, in lower case
   */
  // The array is not copied.
  @SuppressWarnings("ArrayRecordComponent")
  record Decoded(String name, byte[] bytes) {}

  /** In lower case. */
  public static String encode(String name, byte[] bytes) {
    int[] data = regroup(toInts(bytes), 8, 5, true).orElseThrow();
    StringBuilder text = new StringBuilder(name).append('1');
    for (int five : data) {
      text.append(CHARSET.charAt(five));
    }
    int[] padded = new int[data.length + CHECKSUM];
    System.arraycopy(data, 0, padded, 0, data.length);
    int sum = polymod(name, padded) ^ 1;
    for (int i = 0; i < CHECKSUM; i++) {
      text.append(CHARSET.charAt((sum >>> (5 * (CHECKSUM - 1 - i))) & 31));
    }
    return text.toString();
  }

  /** Decodes {@code text}; empty if it is not Bech32, or its checksum is wrong. */
  static Optional<Decoded> decode(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int one = lower.lastIndexOf('1');
    boolean mixed = !text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT));
    if (mixed || one < 1 || lower.length() - one - 1 < CHECKSUM) {
      return Optional.empty();
    }
    String name = lower.substring(0, one);
    int[] data = lower.substring(one + 1).chars().map(CHARSET::indexOf).toArray();
    for (int five : data) {
      if (five < 0) {
        return Optional.empty();
      }
    }
    if (name.chars().anyMatch(c -> c < 33 || c > 126) || polymod(name, data) != 1) {
      return Optional.empty();
    }
    int[] fives = Arrays.copyOf(data, data.length - CHECKSUM);
    return regroup(fives, 5, 8, false).map(bytes -> new Decoded(name, toBytes(bytes)));
  }

  private static int polymod(String name, int[] data) {
    int sum = 1;
    for (int i = 0; i < name.length(); i++) {
      sum = next(sum, name.charAt(i) >>> 5);
    }
    sum = next(sum, 0);
    for (int i = 0; i < name.length(); i++) {
      sum = next(sum, name.charAt(i) & 31);
    }
    for (int five : data) {
      sum = next(sum, five);
    }
    return sum;
  }

  private static int next(int sum, int value) {
    int top = sum >>> 25;
    int out = (sum & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      out ^= (top >>> i & 1) == 0 ? 0 : GENERATOR[i];
    }
    return out;
  }

  /**
   * From groups of {@code from} bits to groups of {@code to}; empty if the remaining bits are not
   * zero.
   */
  private static Optional<int[]> regroup(int[] in, int from, int to, boolean pad) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int bits = 0;
    int count = 0;
    for (int group : in) {
      bits = (bits << from | group) & 0xffff;
      count += from;
      while (count >= to) {
        count -= to;
        out.write(bits >>> count & ((1 << to) - 1));
      }
    }
    int left = bits & ((1 << count) - 1);
    if (pad && count > 0) {
      out.write(left << (to - count));
    } else if (count >= from || left != 0) {
      return Optional.empty();
    }
    return Optional.of(toInts(out.toByteArray()));
  }

  private static int[] toInts(byte[] bytes) {
    int[] ints = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      ints[i] = bytes[i] & 0xff;
    }
    return ints;
  }

  private static byte[] toBytes(int[] ints) {
    byte[] bytes = new byte[ints.length];
    for (int i = 0; i < ints.length; i++) {
      bytes[i] = (byte) ints[i];
    }
    return bytes;
  }
}
