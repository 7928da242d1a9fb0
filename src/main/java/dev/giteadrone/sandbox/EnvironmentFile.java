package dev.giteadrone.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a file of variables the way systemd reads an {@code EnvironmentFile}. */
final class EnvironmentFile {
  private EnvironmentFile() {}

  /** The variables in their order; none if there is no such file. */
  static Map<String, String> read(Path file) throws IOException {
    try {
      return parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Map.of();
    }
  }

  /** The variables of {@code text}; comments and lines that assign nothing are left out. */
  static Map<String, String> parse(String text) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String raw : text.lines().toList()) {
      String line = raw.strip();
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
        variables.put(
            line.substring(0, equals).strip(), unquoted(line.substring(equals + 1).strip()));
      }
    }
    return variables;
  }

  private static String unquoted(String value) {
    if (value.length() < 2) {
      return value;
    }
    char quote = value.charAt(0);
    if ((quote != '"' && quote != '\'') || value.charAt(value.length() - 1) != quote) {
      return value;
    }
    String inner = value.substring(1, value.length() - 1);
    return quote == '"' ? inner.replaceAll("\\\\([\"\\\\$`])", "$1") : inner;
  }
}
