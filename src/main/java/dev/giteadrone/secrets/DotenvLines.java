package dev.giteadrone.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.Dotenv;
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
 * A {@code .env} file, of which sops encrypts each line's value. For sops, the key is everything
 * before the equals sign, and the value everything after it, including quotes.
 *
 * @param file for messages
 */
record DotenvLines(Path file) implements HostLayout {
  private static final Case TWICE =
      Case.of(ProblemId.SECRETS_COMPLETE, "twice", "place", "variable", "count", "file");

  @Override
  public HostSecrets read(JsonNode tree) {
    return HostLayout.of(values(tree));
  }

  @Override
  public List<Edit> edits(JsonNode tree, Map<Variable, Secret> changes) {
    Map<String, String> now = values(tree);
    List<Edit> edits = new ArrayList<>();
    new TreeMap<>(changes)
        .forEach((variable, value) -> {
          String name = variable.name();
          if (!value.reveal().equals(now.get(name))) {
            // systemd reads neither "export X=" nor a name it has to guess.
            keys(tree, name).stream()
                .filter(key -> !key.equals(name))
                .forEach(
                    key -> edits.add(new Edit(KeyPath.TOP.then(key), Optional.empty(), false)));
            edits.add(
                new Edit(
                    KeyPath.TOP.then(name),
                    Optional.of(Secret.of(Dotenv.quoted(value.reveal()))),
                    HostLayout.isSecret(variable)));
          }
        });
    return edits;
  }

  @Override
  public List<Edit> removals(JsonNode tree, Set<Variable> variables) {
    return variables.stream()
        .sorted()
        .flatMap(variable -> keys(tree, variable.name()).stream())
        .map(key -> new Edit(KeyPath.TOP.then(key), Optional.empty(), false))
        .toList();
  }

  /** Checks that no variable is there twice: sops cannot change both in one call. */
  void requireSingle(Encrypted encrypted) {
    for (Variable variable : Variable.values()) {
      long count =
          encrypted.lineKeys().stream().filter(key -> name(key).equals(variable.name())).count();
      if (count > 1) {
        throw TWICE.failure(file, variable, count, file);
      }
    }
  }

  private static List<String> keys(JsonNode tree, String name) {
    return tree.properties().stream()
        .map(Map.Entry::getKey)
        .filter(key -> name(key).equals(name))
        .toList();
  }

  private static Map<String, String> values(JsonNode tree) {
    Map<String, String> values = new LinkedHashMap<>();
    tree.properties()
        .forEach(line ->
            values.putAll(Dotenv.parse(line.getKey() + "=" + line.getValue().asText()).values()));
    return values;
  }

  private static String name(String key) {
    return Dotenv.parse(key + "=").values().keySet().stream().findFirst().orElse(key);
  }
}
