package dev.giteadrone.report.fleet;

import dev.giteadrone.io.Revisions;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of all hosts that one machine takes. A host belongs to a part by its name alone, so that
 * a new host moves no other one.
 *
 * @param index from 1 to {@code count}
 * @param count how many parts there are
 */
public record Shard(int index, int count) {
  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,3})/([1-9]\\d{0,3})");

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the index is not between 1 and the count
   */
  public Shard {
    if (index < 1 || index > count) {
      throw new IllegalArgumentException("there is no shard " + index + " of " + count);
    }
  }

  /** Reads {@code 2/3}; empty if it has another form or is out of range. */
  public static Optional<Shard> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int index = Integer.parseInt(form.group(1));
    int count = Integer.parseInt(form.group(2));
    return index > count ? Optional.empty() : Optional.of(new Shard(index, count));
  }

  /** Whether the host of this name belongs to this part. */
  public boolean has(String name) {
    String digest = Revisions.hex(name.getBytes(StandardCharsets.UTF_8));
    return Math.floorMod(HexFormat.fromHexDigitsToLong(digest, 0, 16), (long) count) == index - 1;
  }

  /** {@code 2/3}, as {@link #parse} reads it. */
  @Override
  public String toString() {
    return index + "/" + count;
  }
}
