package dev.giteadrone.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.giteadrone.io.Dotenv;
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
      throw HostLayout.mismatch(
          key + " of " + file,
          "its text cannot be changed line by line",
          "set the variables by hand: sops edit " + file);
    }
    return List.of(Edit.secret(key, after));
  }

  private Dotenv complete(JsonNode tree) {
    Dotenv dotenv = parse(tree);
    if (!dotenv.complete()) {
      throw HostLayout.mismatch(
          key + " of " + file,
          "the text ends inside a quote, or with a backslash",
          "correct it: sops edit " + file);
    }
    return dotenv;
  }

  private Dotenv parse(JsonNode tree) {
    Dotenv dotenv = Dotenv.parse(text(tree));
    if (dotenv.foreign()) {
      throw HostLayout.mismatch(
          key + " of " + file,
          "its value is not dotenv text (lines of NAME=VALUE)",
          "name another key in secrets.key, or set secrets.layout");
    }
    return dotenv;
  }

  private String text(JsonNode tree) {
    key.obstacle(tree)
        .ifPresent(part -> {
          throw HostLayout.mismatch(
              key + " of " + file,
              part + " holds a value, not a map of keys",
              "name another key in secrets.key");
        });
    JsonNode value = key.in(tree);
    if (value.isContainerNode()) {
      throw HostLayout.mismatch(
          key + " of " + file,
          "there are keys below it, not dotenv text",
          "set secrets.layout to keys, or name another key in secrets.key");
    }
    String text = value.isNull() ? "" : value.asText();
    if (text.indexOf('\uFFFD') >= 0) {
      throw HostLayout.mismatch(
          key + " of " + file, "it is not UTF-8 text", "name another file in secrets.file");
    }
    return text;
  }
}
