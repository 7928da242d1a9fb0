package dev.giteadrone.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known word that is nearest to a mistyped one. */
public final class Nearest {
  private Nearest() {}

  /** The word that is at most a third of its length away from {@code word}, if there is one. */
  public static Optional<String> to(String word, Collection<String> words) {
    // A longer word is not a typing error, and the distance takes time in the product of both
    // lengths.
    if (word.length() > 40) {
      return Optional.empty();
    }
    return words.stream()
        .filter(w -> distance(word, w) <= Math.max(1, w.length() / 3))
        .min(Comparator.comparingInt((String w) -> distance(word, w)).thenComparing(w -> w));
  }

  /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
