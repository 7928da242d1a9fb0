package dev.giteadrone.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One key per variable.
 *
 * @param file for messages
 * @param prefix the map that holds them
 */
record SeparateKeys(Path file, KeyPath prefix) implements HostLayout {
  private static final Case NESTED =
      Case.of(ProblemId.SECRETS_COMPLETE, "nested", "place", "key", "file");
  private static final Case VALUE = Case.of(ProblemId.SECRETS_COMPLETE, "value", "place", "key");

  @Override
  public HostSecrets read(JsonNode tree) {
    Map<String, String> values = new LinkedHashMap<>();
    map(tree)
        .properties()
        .forEach(entry -> {
          JsonNode value = entry.getValue();
          if (OURS.contains(entry.getKey()) && value.isContainerNode()) {
            throw NESTED.failure(prefix + " of " + file, entry.getKey(), file);
          }
          values.put(entry.getKey(), value.isNull() ? "" : value.asText());
        });
    return HostLayout.of(values);
  }

  @Override
  public List<Edit> edits(JsonNode tree, Map<Variable, Secret> changes) {
    HostSecrets now = read(tree);
    List<Edit> edits = new ArrayList<>();
    new TreeMap<>(changes)
        .forEach((variable, value) -> {
          if (!now.get(variable).equals(Optional.of(value))) {
            edits.add(
                new Edit(
                    prefix.then(variable.name()),
                    Optional.of(value),
                    HostLayout.isSecret(variable)));
          }
        });
    return edits;
  }

  @Override
  public List<Edit> removals(JsonNode tree, Set<Variable> variables) {
    JsonNode map = map(tree);
    return variables.stream()
        .sorted()
        .filter(variable -> map.has(variable.name()))
        .map(variable -> new Edit(prefix.then(variable.name()), Optional.empty(), false))
        .toList();
  }

  private JsonNode map(JsonNode tree) {
    prefix
        .then("")
        .obstacle(tree)
        .ifPresent(part -> {
          throw VALUE.failure(prefix + " of " + file, part);
        });
    return prefix.in(tree);
  }
}
