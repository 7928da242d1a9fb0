package dev.giteadrone.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts words that are longer than a line. Where two of them would look the same, what is cut away
 * is what they have in common, so that the difference stays.
 */
public final class Shortening {
  private static final String GAP = "…";

  private Shortening() {}

  /** The words of one text, each at most {@code room} characters long. */
  static List<String> of(List<String> words, int room) {
    List<String> cut = new ArrayList<>();
    for (String word : words) {
      int[] points = word.codePoints().toArray();
      cut.add(points.length <= room ? word : distinct(word, points, words, room));
    }
    return cut;
  }

  /** {@code text} without its middle, if it is longer. */
  public static String middle(String text, int length) {
    int[] points = text.codePoints().toArray();
    if (points.length <= length) {
      return text;
    }
    int head = length / 2;
    int tail = length - head - 1;
    return part(points, 0, head) + GAP + part(points, points.length - tail, points.length);
  }

  private static String distinct(String word, int[] points, List<String> words, int room) {
    String usual = middle(word, room);
    int common =
        words.stream()
            .filter(other -> !other.equals(word) && middle(other, room).equals(usual))
            .mapToInt(other -> common(points, other.codePoints().toArray()))
            .max()
            .orElse(-1);
    return common < 0 ? usual : around(points, common, room);
  }

  /** The start, and the part around the place where the words begin to differ. */
  private static String around(int[] points, int place, int room) {
    int head = room / 3;
    int length = room - head - 2;
    int from = Math.clamp(place - length / 2, head, points.length - length);
    int until = from + length;
    String after = until < points.length ? GAP : "";
    return part(points, 0, head) + GAP + part(points, from, until) + after;
  }

  private static int common(int[] one, int[] other) {
    int place = 0;
    while (place < Math.min(one.length, other.length) && one[place] == other[place]) {
      place++;
    }
    return place;
  }

  private static String part(int[] points, int from, int until) {
    return new String(points, from, until - from);
  }
}
