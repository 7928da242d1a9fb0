package dev.giteadrone.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.giteadrone.MarkdownPage;
import dev.giteadrone.diagnosis.Diagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The manual's list of keys is that of the JSON Schema. */
final class ConfigurationPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/configuration.md");
  private static final Path CURRENT = Path.of("target/configuration.md");
  private static final String MARK = "what explain says. -->\n";

  @Test
  void theKeysAreThoseOfTheSchema() throws IOException {
    String page = Files.readString(PAGE);
    String top = page.substring(0, page.indexOf(MARK) + MARK.length());
    String current = top + "\n" + keys();
    Files.createDirectories(CURRENT.getParent());
    Files.writeString(CURRENT, current);

    assertThat(page).as("after a change: cp %s %s", CURRENT, PAGE).isEqualTo(current);
  }

  private static String keys() throws IOException {
    MarkdownPage page = new MarkdownPage();
    new ConfigSchema()
        .keys()
        .forEach((key, node) -> {
          page.heading(key.contains(".") ? 3 : 2, key);
          Diagnosis diagnosis = ConfigSchema.diagnosis(key);
          page.paragraph(diagnosis.holds());
          diagnosis.about().forEach(page::paragraph);
          if (!node.has("properties")) {
            facts(page, key, node);
          }
          if (!diagnosis.messages().isEmpty()) {
            page.paragraph("[What can be wrong](problems/config." + key + ".md)");
          }
        });
    return page.text();
  }

  private static void facts(MarkdownPage page, String key, ObjectNode node) {
    List<String> head = new ArrayList<>(List.of("type"));
    List<String> row = new ArrayList<>(List.of(type(node)));
    if (node.has("default")) {
      head.add("default");
      row.add(code(node.get("default")));
    }
    if (node.has("examples")) {
      head.add("example");
      String name = key.substring(key.lastIndexOf('.') + 1);
      row.add("`" + name + ": " + plain(node.get("examples").get(0)) + "`");
    }
    page.table(head, List.of(row));
  }

  private static String type(JsonNode node) {
    JsonNode words = node.at("/enum").isArray() ? node.get("enum") : node.at("/items/enum");
    if (words.isArray()) {
      String all =
          words.valueStream().map(ConfigurationPageTest::code).collect(Collectors.joining(", "));
      return node.has("items") ? "list of " + all : "one of " + all;
    }
    JsonNode type = node.get("type");
    return switch ((type.isArray() ? type.get(0) : type).asText()) {
      case "array" -> "list of texts";
      case "object" -> "map of texts";
      case "boolean" -> "`true` or `false`";
      default -> "text";
    };
  }

  private static String code(JsonNode value) {
    return "`" + plain(value) + "`";
  }

  /** As somebody writes it in YAML. */
  private static String plain(JsonNode value) {
    if (value.isArray()) {
      return value
          .valueStream()
          .map(ConfigurationPageTest::plain)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return value.isObject()
        ? value.properties().stream()
            .map(entry -> entry.getKey() + ": " + plain(entry.getValue()))
            .collect(Collectors.joining(", ", "{ ", " }"))
        : value.asText();
  }
}
