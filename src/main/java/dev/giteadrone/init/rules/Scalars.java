package dev.giteadrone.init.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URL;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes texts as YAML, without quotes if possible. */
public final class Scalars {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Texts that every parser reads as text, also in a list in one line. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z./^\\\\$(_-][A-Za-z0-9./@+=~^$()\\\\|_-]*(#[A-Za-z0-9._-]+)?");

  private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9./:_~-]*[A-Za-z0-9/_~-]");

  /** Plain words that some parsers read as a truth value, null or a number. */
  private static final Pattern SPECIAL =
      Pattern.compile("(?i)true|false|yes|no|on|off|y|n|null|[-.]+|[-.]*[0-9].*|-?\\.inf|\\.nan");

  private Scalars() {}

  /** One text. */
  public static String of(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !SPECIAL.matcher(text).matches();
    if (plain || URL.matcher(text).matches()) {
      return text;
    }
    if (text.chars().noneMatch(Character::isISOControl)) {
      return "'" + text.replace("'", "''") + "'";
    }
    try {
      return JSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text always becomes JSON", e);
    }
  }

  /** A list in one line. */
  public static String list(List<String> texts) {
    return texts.stream().map(Scalars::of).collect(Collectors.joining(", ", "[", "]"));
  }
}
