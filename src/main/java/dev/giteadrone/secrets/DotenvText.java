package dev.giteadrone.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.Dotenv;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.HostSecrets;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.model.secret.Variable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One value that is dotenv text.
 *
 * @param file for messages
 * @param key the path of its key; {@code data} in a binary file
 */
record DotenvText(Path file, KeyPath key) implements HostLayout {
  private static final Case LINES = Case.of(ProblemId.SECRETS_COMPLETE, "lines", "place", "file");
  private static final Case QUOTE = Case.of(ProblemId.SECRETS_COMPLETE, "quote", "place", "file");
  private static final Case NO_DOTENV = Case.of(ProblemId.SECRETS_COMPLETE, "no-dotenv", "place");
  private static final Case VALUE = Case.of(ProblemId.SECRETS_COMPLETE, "value", "place", "key");
  private static final Case MAP = Case.of(ProblemId.SECRETS_COMPLETE, "map", "place");
  private static final Case NO_UTF8 = Case.of(ProblemId.SECRETS_COMPLETE, "no-utf8", "place");

  @Override
  public HostSecrets read(JsonNode tree) {
    return HostLayout.of(parse(tree).values());
  }

  @Override
  public List<Edit> edits(JsonNode tree, Map<Variable, Secret> changes) {
    Dotenv dotenv = complete(tree);
    Map<String, String> wanted = new LinkedHashMap<>();
    new TreeMap<>(changes).forEach((name, value) -> wanted.put(name.name(), value.reveal()));
    Map<String, String> all = new LinkedHashMap<>(dotenv.values());
    all.putAll(wanted);
    return changed(text(tree), dotenv.with(wanted), all);
  }

  @Override
  public List<Edit> removals(JsonNode tree, Set<Variable> variables) {
    Dotenv dotenv = complete(tree);
    Set<String> names = variables.stream().map(Enum::name).collect(Collectors.toSet());
    Map<String, String> rest = new LinkedHashMap<>(dotenv.values());
    rest.keySet().removeAll(names);
    String after = dotenv.without(names);
    String before = text(tree);
    // The key stays, because the host's configuration names it. sops does not encrypt an empty
    // text.
    return changed(before, after.isEmpty() && !before.isEmpty() ? "\n" : after, rest);
  }

  /** The edit from one text to another, which must hold exactly {@code values}. */
  private List<Edit> changed(String before, String after, Map<String, String> values) {
    if (after.equals(before)) {
      return List.of();
    }
    if (!Dotenv.parse(after).values().equals(values)) {
      throw LINES.failure(place(), file);
    }
    return List.of(Edit.secret(key, after));
  }

  private Dotenv complete(JsonNode tree) {
    Dotenv dotenv = parse(tree);
    if (!dotenv.complete()) {
      throw QUOTE.failure(place(), file);
    }
    return dotenv;
  }

  private Dotenv parse(JsonNode tree) {
    Dotenv dotenv = Dotenv.parse(text(tree));
    if (dotenv.foreign()) {
      throw NO_DOTENV.failure(place());
    }
    return dotenv;
  }

  private String text(JsonNode tree) {
    key.obstacle(tree)
        .ifPresent(part -> {
          throw VALUE.failure(place(), part);
        });
    JsonNode value = key.in(tree);
    if (value.isContainerNode()) {
      throw MAP.failure(place());
    }
    String text = value.isNull() ? "" : value.asText();
    if (text.indexOf('\uFFFD') >= 0) {
      throw NO_UTF8.failure(place());
    }
    return text;
  }

  private String place() {
    return key + " of " + file;
  }
}
