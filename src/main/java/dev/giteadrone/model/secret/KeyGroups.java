package dev.giteadrone.model.secret;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Who can decrypt a sops file: everybody who has a key in each of {@code threshold} groups.
 *
 * @param groups age and SSH recipients, PGP fingerprints and key ids of the clouds; a single group
 *     where the file names none, and no group at all where there is no file
 * @param threshold how many groups it takes
 */
public record KeyGroups(List<List<String>> groups, int threshold) {
  /** The groups of a file that does not exist. */
  public static final KeyGroups NONE = new KeyGroups(List.of(), 0);

  /** Copies the lists. */
  public KeyGroups {
    groups = List.copyOf(groups.stream().map(List::copyOf).toList());
  }

  /** One group: each of {@code keys} decrypts. */
  public static KeyGroups anyOf(List<String> keys) {
    return keys.isEmpty() ? NONE : new KeyGroups(List.of(keys), 1);
  }

  /** Every key once, in the file's order. */
  public List<String> keys() {
    return groups.stream().flatMap(List::stream).distinct().toList();
  }

  /** Whether everybody needs the same keys to decrypt it, so that the keys do not show who can. */
  public boolean single() {
    return threshold == groups.size()
        && groups.stream().allMatch(group -> Set.copyOf(group).size() == 1);
  }

  /**
   * Whether one person can decrypt it alone.
   *
   * @param has whether that person has the key of a recipient
   */
  public boolean readableWith(Predicate<String> has) {
    return !groups.isEmpty()
        && groups.stream().filter(group -> group.stream().anyMatch(has)).count() >= threshold;
  }

  /** Whether everybody who can decrypt {@code other} can decrypt this too. */
  public boolean readableByReadersOf(KeyGroups other) {
    return !groups.isEmpty() && !other.readableWithoutAny(this, 0, missing(), Set.of());
  }

  /** How many groups somebody must have no key of, so as not to be able to decrypt it. */
  private int missing() {
    return groups.size() - threshold + 1;
  }

  /**
   * Whether somebody can decrypt this and has no key of some {@code left} groups of {@code other},
   * nor any of {@code lost}.
   */
  private boolean readableWithoutAny(KeyGroups other, int from, int left, Set<String> lost) {
    if (left == 0) {
      return groups.stream().filter(group -> !lost.containsAll(group)).count() >= threshold;
    }
    for (int i = from; i <= other.groups.size() - left; i++) {
      Set<String> more = new HashSet<>(lost);
      more.addAll(other.groups.get(i));
      if (readableWithoutAny(other, i + 1, left - 1, more)) {
        return true;
      }
    }
    return false;
  }

  /** How many keys there are, for a message. */
  public String count() {
    int keys = keys().size();
    return groups.size() <= 1
        ? Integer.toString(keys)
        : keys + " keys in " + groups.size() + " groups, " + threshold + " of which it takes,";
  }

  /** Names all keys. */
  @Override
  public String toString() {
    if (groups.size() <= 1) {
      return String.join(", ", keys());
    }
    return groups.stream()
        .map(group -> "(" + String.join(", ", group) + ")")
        .collect(
            Collectors.joining(" ", threshold + " of these " + groups.size() + " groups: ", ""));
  }
}
