package dev.giteadrone.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.giteadrone.model.secret.KeyGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The metadata of a sops file.
 *
 * @param fields its plain fields, such as {@code encrypted_regex}
 * @param recipients who can decrypt it
 */
record Metadata(Map<String, String> fields, KeyGroups recipients) {
  private static final Pattern LIST = Pattern.compile("__list_\\d+__map_");
  private static final Pattern SSH = Pattern.compile("^ssh-\\S+ \\S+");
  private static final String PREFIX = "sops_";
  private static final String KEY_GROUPS = "key_groups";

  /** One name each where the recipient is a single field; the field's name is the kind's. */
  private static final List<String> NAMES =
      List.of("recipient", "fp", "arn", "resource_id", "key_id");

  private static final List<List<String>> COMPOUND_NAMES =
      List.of(
          List.of("vault_url", "name", "version"),
          List.of("vault_address", "engine_path", "key_name"));

  /** The fields that make sops leave some values in plain text. */
  private static final List<String> RULES =
      List.of(
          "unencrypted_suffix",
          "encrypted_suffix",
          "unencrypted_regex",
          "encrypted_regex",
          "unencrypted_comment_regex",
          "encrypted_comment_regex");

  /** From the {@code sops} key of a YAML or JSON file. */
  static Metadata ofTree(JsonNode sops) {
    Map<String, String> fields = scalars(sops);
    List<List<String>> groups = new ArrayList<>();
    sops.path(KEY_GROUPS).forEach(group -> groups.add(keys(group)));
    // sops itself looks at these only where there are no groups.
    return new Metadata(
        fields, groups.isEmpty() ? KeyGroups.anyOf(keys(sops)) : grouped(fields, groups));
  }

  /** From the {@code sops_} lines of a dotenv file, in which lists and maps are flattened. */
  static Metadata ofLines(JsonNode lines) {
    Map<String, String> fields = new LinkedHashMap<>();
    Map<String, Map<String, String>> entries = new TreeMap<>();
    lines
        .properties()
        .forEach(line -> {
          String value = line.getValue().path(0).asText();
          String key = line.getKey();
          if (!key.startsWith(PREFIX)) {
            return;
          }
          String[] parts = LIST.split(key, -1);
          if (parts.length == 1) {
            fields.put(key.substring(PREFIX.length()), value);
          } else {
            String field = parts[parts.length - 1];
            entries
                .computeIfAbsent(
                    key.substring(0, key.length() - field.length()), k -> new TreeMap<>())
                .put(field, value);
          }
        });
    Map<String, List<String>> groups = new TreeMap<>();
    entries.forEach((key, entry) ->
        name(entry)
            .forEach(name -> groups.computeIfAbsent(group(key), k -> new ArrayList<>()).add(name)));
    List<String> ungrouped = groups.remove("");
    return new Metadata(
        fields,
        groups.isEmpty()
            ? KeyGroups.anyOf(ungrouped == null ? List.of() : ungrouped)
            : grouped(fields, List.copyOf(groups.values())));
  }

  /** The rules by which values stay in plain text, for a message; empty if there are none. */
  String rules() {
    return RULES.stream()
        // The default, which no ordinary key matches.
        .filter(rule -> !"_unencrypted".equals(fields.get(rule)))
        .filter(rule -> !fields.getOrDefault(rule, "").isEmpty())
        .map(rule -> rule + ": " + fields.get(rule))
        .collect(Collectors.joining(", "));
  }

  /** Whether sops would leave a value there in plain text; without the effect of comments. */
  boolean leavesPlain(KeyPath path) {
    BiPredicate<String, String> suffix = String::endsWith;
    BiPredicate<String, String> regex = Metadata::matches;
    return any(path, "unencrypted_suffix", suffix)
        || (has("encrypted_suffix") && !any(path, "encrypted_suffix", suffix))
        || any(path, "unencrypted_regex", regex)
        || (has("encrypted_regex") && !any(path, "encrypted_regex", regex));
  }

  private boolean has(String rule) {
    return !fields.getOrDefault(rule, "").isEmpty();
  }

  private boolean any(KeyPath path, String rule, BiPredicate<String, String> test) {
    String wanted = fields.getOrDefault(rule, "");
    return !wanted.isEmpty() && path.keys().stream().anyMatch(key -> test.test(key, wanted));
  }

  private static boolean matches(String key, String regex) {
    try {
      return Pattern.compile(regex).matcher(key).find();
    } catch (PatternSyntaxException e) {
      // It is an expression for Go, not Java; the test with sops itself decides.
      return false;
    }
  }

  /** Whether comments decide what stays in plain text. */
  boolean heedsComments() {
    return has("unencrypted_comment_regex") || has("encrypted_comment_regex");
  }

  private static KeyGroups grouped(Map<String, String> fields, List<List<String>> groups) {
    String threshold = fields.getOrDefault("shamir_threshold", "");
    // If it is missing, all groups are needed, as in sops.
    int wanted = threshold.matches("[1-9]\\d{0,2}") ? Integer.parseInt(threshold) : groups.size();
    return new KeyGroups(groups, Math.min(wanted, groups.size()));
  }

  /** The part of a flattened key with its key group; empty if none. */
  private static String group(String key) {
    String start = PREFIX + KEY_GROUPS + "__list_";
    return key.startsWith(start) ? key.substring(0, key.indexOf("__map_", start.length())) : "";
  }

  private static List<String> keys(JsonNode group) {
    List<String> keys = new ArrayList<>();
    for (JsonNode kind : group) {
      if (kind.isArray()) {
        kind.forEach(entry -> name(scalars(entry)).forEach(keys::add));
      }
    }
    return keys;
  }

  private static Map<String, String> scalars(JsonNode node) {
    Map<String, String> scalars = new LinkedHashMap<>();
    node.properties()
        .forEach(entry -> {
          if (entry.getValue().isValueNode()) {
            scalars.put(entry.getKey(), entry.getValue().asText());
          }
        });
    return scalars;
  }

  private static Stream<String> name(Map<String, String> entry) {
    for (List<String> parts : COMPOUND_NAMES) {
      if (entry.containsKey(parts.getFirst())) {
        return Stream.of(
            parts.stream()
                .map(part -> entry.getOrDefault(part, ""))
                .collect(Collectors.joining("/")));
      }
    }
    return NAMES.stream()
        .filter(entry::containsKey)
        .limit(1)
        .map(field -> oneSpelling(field, entry.getOrDefault(field, "")));
  }

  /** Normalises a key, so that different spellings compare as equal. */
  private static String oneSpelling(String field, String key) {
    if (field.equals("fp")) {
      return key.replace(" ", "").toUpperCase(Locale.ROOT);
    }
    // The text after an SSH key is a comment.
    Matcher ssh = SSH.matcher(key);
    return ssh.find() ? ssh.group() : key;
  }
}
