package dev.giteadrone.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the addresses and names of a sentence, which are hard to read over two lines. */
final class Names {
  private static final Pattern NAME = Pattern.compile("\\S+[-/.]\\S+");

  private Names() {}

  /** The text in parts, of which some are to be kept whole if there is room. */
  static List<Map<String, Object>> parts(String text) {
    List<Map<String, Object>> parts = new ArrayList<>();
    Matcher name = NAME.matcher(text);
    int end = 0;
    while (name.find()) {
      parts.add(part(text.substring(end, name.start()), Optional.of(name.group())));
      end = name.end();
    }
    parts.add(part(text.substring(end), Optional.empty()));
    return parts;
  }

  private static Map<String, Object> part(String text, Optional<String> name) {
    return Fields.of("text", text).with("name", name).map();
  }
}
