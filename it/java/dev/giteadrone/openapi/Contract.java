package dev.giteadrone.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Compares our OpenAPI 3 subset of Gitea with the Swagger 2 document a running Gitea publishes. */
final class Contract {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
  private static final String BASE = "/api/v1";

  private final JsonNode ours;
  private final JsonNode theirs;
  private final List<String> differences = new ArrayList<>();
  private int compared;

  Contract(Map<?, ?> ours, JsonNode theirs) {
    this.ours = new ObjectMapper().valueToTree(ours);
    this.theirs = theirs;
  }

  /** What ours says that theirs does not; empty if ours is a true subset. */
  List<String> differences() {
    ours.path("paths").properties().forEach(path -> path(path.getKey(), path.getValue()));
    return differences;
  }

  /** How many names and types were compared. */
  int compared() {
    return compared;
  }

  private void path(String path, JsonNode item) {
    for (Map.Entry<String, JsonNode> entry : item.properties()) {
      if (METHODS.contains(entry.getKey()) && !undocumented(entry.getValue())) {
        operation(path, entry.getKey(), entry.getValue(), item.path("parameters"));
      }
    }
  }

  private void operation(String path, String method, JsonNode our, JsonNode shared) {
    String where = method.toUpperCase(java.util.Locale.ROOT) + " " + path;
    if (!path.startsWith(BASE)) {
      differences.add(where + ": not below " + BASE + ", and not marked x-undocumented");
      return;
    }
    JsonNode their = theirs.path("paths").path(path.substring(BASE.length())).path(method);
    compared++;
    if (their.isMissingNode()) {
      differences.add(where + ": the server's document has no such operation");
      return;
    }
    elements(shared).forEach(parameter -> parameter(where, ourRef(parameter), their));
    elements(our.path("parameters"))
        .forEach(parameter -> parameter(where, ourRef(parameter), their));
    JsonNode body = our.path("requestBody").path("content").path("application/json").path("schema");
    if (!body.isMissingNode()) {
      Optional<JsonNode> theirBody =
          elements(their.path("parameters")).stream()
              .map(this::theirRef)
              .filter(each -> each.path("in").asText().equals("body"))
              .findFirst();
      schema(where + " body", body, theirBody.map(b -> b.path("schema")).orElse(null));
    }
    our.path("responses")
        .properties()
        .forEach(response -> {
          JsonNode content =
              response.getValue().path("content").path("application/json").path("schema");
          // The server's document gives no body for errors.
          if (response.getKey().startsWith("2") && !content.isMissingNode()) {
            JsonNode theirResponse = theirRef(their.path("responses").path(response.getKey()));
            schema(where + " " + response.getKey(), content, theirResponse.path("schema"));
          }
        });
  }

  private void parameter(String where, JsonNode our, JsonNode theirOperation) {
    String name = our.path("name").asText();
    compared++;
    Optional<JsonNode> their =
        elements(theirOperation.path("parameters")).stream()
            .map(this::theirRef)
            .filter(each ->
                each.path("name").asText().equals(name)
                    && each.path("in").asText().equals(our.path("in").asText()))
            .findFirst();
    if (their.isEmpty()) {
      differences.add(where + ": no parameter " + name + " in " + our.path("in").asText());
    } else {
      type(where + " parameter " + name, our.path("schema"), their.get());
    }
  }

  private void schema(
      String where, JsonNode ourSchema, @org.jspecify.annotations.Nullable JsonNode theirSchema) {
    if (theirSchema == null || theirSchema.isMissingNode()) {
      differences.add(where + ": the server's document has no schema here");
      return;
    }
    JsonNode our = ourRef(ourSchema);
    JsonNode their = theirRef(theirSchema);
    if (undocumented(our)) {
      return;
    }
    type(where, our, their);
    if (our.has("items")) {
      schema(where + "[]", our.path("items"), their.path("items"));
    }
    our.path("properties")
        .properties()
        .forEach(property -> {
          JsonNode theirProperty = their.path("properties").path(property.getKey());
          if (theirProperty.isMissingNode()) {
            differences.add(where + ": no property " + property.getKey());
          } else {
            schema(where + "." + property.getKey(), property.getValue(), theirProperty);
          }
        });
  }

  private void type(String where, JsonNode our, JsonNode their) {
    compared++;
    String ourType = our.path("type").asText("object");
    String theirType = their.path("type").asText("object");
    if (!ourType.equals(theirType)) {
      differences.add(where + ": ours is " + ourType + ", the server's is " + theirType);
    }
  }

  private JsonNode ourRef(JsonNode node) {
    return deref(ours, node);
  }

  private JsonNode theirRef(JsonNode node) {
    return deref(theirs, node);
  }

  private static JsonNode deref(JsonNode document, JsonNode node) {
    JsonNode at = node;
    while (at.has("$ref")) {
      at = document.at(at.path("$ref").asText().substring(1));
    }
    return at;
  }

  private static boolean undocumented(JsonNode node) {
    return node.path("x-undocumented").asBoolean();
  }

  private static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
