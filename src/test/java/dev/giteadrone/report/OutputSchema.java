package dev.giteadrone.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The published schema, and a stricter one that also finds fields that it does not name. */
public final class OutputSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STRICT = "unevaluatedProperties";

  private final Schema lines = registered(strict(published()));
  private final Schema reports = registered(only("report", strict(published())));
  private final Schema fleets = registered(only("fleet", strict(published())));

  /** The schema as users get it. */
  public static JsonNode published() {
    String name = "output.schema.json";
    try (InputStream in =
        Objects.requireNonNull(OutputSchema.class.getResourceAsStream(name), name)) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with a line of {@code --output json}. */
  public List<Error> problemsOfLine(String line) throws IOException {
    return lines.validate(JSON.readTree(line));
  }

  /** What is wrong with a report. */
  public List<Error> problemsOfReport(String report) throws IOException {
    return reports.validate(JSON.readTree(report));
  }

  /** What is wrong with the report of many hosts. */
  public List<Error> problemsOfFleet(String report) throws IOException {
    return fleets.validate(JSON.readTree(report));
  }

  private static Schema registered(JsonNode schema) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
  }

  private static JsonNode only(String definition, JsonNode schema) {
    ObjectNode root = (ObjectNode) schema;
    root.remove("oneOf");
    root.put("$ref", "#/$defs/" + definition).put(STRICT, false);
    return root;
  }

  /** With no other fields than those that are named, wherever an object is used as a whole. */
  private static JsonNode strict(JsonNode schema) {
    schema
        .get("$defs")
        .properties()
        .forEach(definition -> {
          if (definition.getKey().endsWith("Event")) {
            ((ObjectNode) definition.getValue()).put(STRICT, false);
          }
          definition.getValue().path("properties").forEach(OutputSchema::close);
        });
    return schema;
  }

  private static void close(JsonNode property) {
    if (property instanceof ObjectNode object && object.has("$ref")) {
      object.put(STRICT, false);
    } else if (property.path("items") instanceof ObjectNode items) {
      items.put(STRICT, false);
    }
  }
}
