package dev.giteadrone.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The texts of {@code explain}, by check id; read from the jar. */
final class Explanations {
  private static final String RESOURCE = "explain.txt";

  private final Map<String, String> texts = new LinkedHashMap<>();

  Explanations() {
    try (InputStream in =
            Objects.requireNonNull(Explanations.class.getResourceAsStream(RESOURCE), RESOURCE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String id = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("[") && line.endsWith("]")) {
          id = line.substring(1, line.length() - 1);
          texts.put(id, "");
        } else if (!id.isEmpty()) {
          texts.merge(id, line + "\n", String::concat);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    texts.replaceAll((id, text) -> text.strip() + "\n");
  }

  /** All ids with their texts, in the order of a run. */
  Map<String, String> all() {
    return texts;
  }

  /** The first paragraph of each text. */
  static String summary(String text) {
    return text.replaceFirst("(?s)\n\n.*", "").strip();
  }

  /** The text of {@code id}, or of the family it belongs to, such as {@code tool.*}. */
  Optional<String> of(String id) {
    return Optional.ofNullable(texts.get(id))
        .or(() -> Optional.ofNullable(texts.get(id.replaceFirst("\\..*", "") + ".*")));
  }
}
