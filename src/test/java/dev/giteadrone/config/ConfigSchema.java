package dev.giteadrone.config;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.giteadrone.diagnosis.Diagnosis;
import dev.giteadrone.model.result.ProblemId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The published schema of the configuration. */
final class ConfigSchema {
  static final Path FILE =
      Path.of("src/main/resources/dev/giteadrone/config/gitea-drone.schema.json");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode root;
  private final Schema schema;

  ConfigSchema() throws IOException {
    root = (ObjectNode) JSON.readTree(Files.readString(FILE));
    schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);
  }

  /** What is wrong with a configuration. */
  List<Error> problems(String yaml) {
    Object value = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return schema.validate(JSON.<JsonNode>valueToTree(value));
  }

  /** Each key path with its part of the schema, in the order of the file. */
  Map<String, ObjectNode> keys() {
    Map<String, ObjectNode> keys = new LinkedHashMap<>();
    collect("", root, keys);
    return keys;
  }

  private static void collect(String path, JsonNode node, Map<String, ObjectNode> keys) {
    node.path("properties")
        .properties()
        .forEach(property -> {
          String below = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
          keys.put(below, (ObjectNode) property.getValue());
          collect(below, property.getValue(), keys);
        });
  }

  /** The problem that {@code explain} shows for a key. */
  static Diagnosis diagnosis(String key) {
    return Diagnosis.of(ProblemId.of(ConfigIds.PREFIX + key).orElseThrow());
  }

  /** The text of the file, with the descriptions as {@code explain} has them now. */
  String written() throws IOException {
    keys().forEach((key, node) -> node.put("description", diagnosis(key).holds()));
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER));
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    return JSON.writer(printer).writeValueAsString(root) + "\n";
  }
}
