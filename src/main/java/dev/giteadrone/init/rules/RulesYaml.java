package dev.giteadrone.init.rules;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.Yaml;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The parsed content of a {@code .sops.yaml}, independent of its style. */
final class RulesYaml {
  private static final Case NO_YAML = Case.of(ProblemId.INIT_RULES, "no-yaml", "file", "line");
  private static final Case NO_MAP = Case.of(ProblemId.INIT_RULES, "no-map", "file");

  /** The key of the rules. */
  static final String RULES = "creation_rules";

  static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setCodePointLimit(1024 * 1024)
          .setMaxAliasesForCollections(50)
          .setUseMarks(true)
          .build();

  private RulesYaml() {}

  /**
   * Parses the text; an empty text counts as an empty map.
   *
   * @param name of the file, for messages
   * @throws Failure if it is something else
   */
  static Map<?, ?> read(String name, String text) {
    try {
      Object tree = new Load(SETTINGS).loadFromString(text);
      if (tree == null) {
        return Map.of();
      } else if (tree instanceof Map<?, ?> map) {
        return map;
      }
    } catch (YamlEngineException e) {
      // The message would quote the text.
      String line =
          e instanceof MarkedYamlEngineException marked
              ? marked.getProblemMark().map(m -> String.valueOf(m.getLine() + 1)).orElse("")
              : "";
      throw NO_YAML.failure(name, line);
    }
    throw NO_MAP.failure(name);
  }

  /** The rules. */
  static List<?> rules(Map<?, ?> tree) {
    return tree.get(RULES) instanceof List<?> rules ? rules : List.of();
  }

  /** Everything except the rules. */
  static Map<Object, Object> rest(Map<?, ?> tree) {
    Map<Object, Object> rest = new LinkedHashMap<>(tree);
    rest.remove(RULES);
    return rest;
  }

  /**
   * The anchors that can be used after a line, by their texts. If a name occurs twice, the last one
   * counts.
   */
  static Map<String, String> anchors(String text, int line) {
    Map<String, String> values = new LinkedHashMap<>();
    for (var event : Yaml.events(SETTINGS, text)) {
      if (event instanceof ScalarEvent scalar
          && scalar.getAnchor().isPresent()
          && scalar.getStartMark().map(Mark::getLine).orElse(line) < line) {
        values.put(scalar.getAnchor().get().getValue(), scalar.getValue());
      }
    }
    Map<String, String> anchors = new LinkedHashMap<>();
    values.forEach((anchor, value) -> anchors.putIfAbsent(value, anchor));
    return anchors;
  }
}
