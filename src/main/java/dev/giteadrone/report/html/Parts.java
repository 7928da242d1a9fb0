package dev.giteadrone.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text in parts for the template: what a pattern finds, and what is between. */
final class Parts {
  private Parts() {}

  /**
   * Splits a text.
   *
   * @param between what becomes of the text before, between and after what is found
   * @param found what becomes of what is found
   */
  static List<Map<String, Object>> of(
      String text,
      Pattern pattern,
      Function<String, List<Map<String, Object>>> between,
      Function<MatchResult, Map<String, Object>> found) {
    List<Map<String, Object>> parts = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    int end = 0;
    while (matcher.find()) {
      parts.addAll(between.apply(text.substring(end, matcher.start())));
      parts.add(found.apply(matcher.toMatchResult()));
      end = matcher.end();
    }
    parts.addAll(between.apply(text.substring(end)));
    return parts;
  }
}
