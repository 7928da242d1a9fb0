package dev.giteadrone.report.html;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the addresses and names of a sentence, which are hard to read over two lines. */
final class Names {
  private static final Pattern NAME = Pattern.compile("\\S+[-/.]\\S+");

  private Names() {}

  /** The text in parts, of which some are to be kept whole if there is room. */
  static List<Map<String, Object>> parts(String text) {
    return Parts.of(
        text,
        NAME,
        other -> List.of(part(other, Optional.empty())),
        name -> part("", Optional.of(name.group())));
  }

  private static Map<String, Object> part(String text, Optional<String> name) {
    return Fields.of("text", text).with("name", name).map();
  }
}
