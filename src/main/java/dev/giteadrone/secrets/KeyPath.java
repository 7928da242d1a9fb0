package dev.giteadrone.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The path of a value.
 *
 * @param keys the keys from the top level; empty for the top level itself
 */
record KeyPath(List<String> keys) {
  static final KeyPath TOP = new KeyPath(List.of());

  // sops splits its index at brackets, drops quotes, and reads a number as a list index.
  private static final Pattern ADDRESSABLE = Pattern.compile("(?!-?\\d+$)[^\\[\\]\"'\\p{Cntrl}]+");

  KeyPath {
    keys = List.copyOf(keys);
  }

  /** Splits {@code dotted} at its dots; empty is the top. */
  static KeyPath of(String dotted) {
    return dotted.isEmpty() ? TOP : new KeyPath(List.of(dotted.split("\\.", -1)));
  }

  KeyPath then(String key) {
    List<String> longer = new ArrayList<>(keys);
    longer.add(key);
    return new KeyPath(longer);
  }

  /** Whether sops can set it. */
  boolean addressable() {
    return keys.stream().allMatch(key -> ADDRESSABLE.matcher(key).matches())
        && (keys.isEmpty() || !keys.getFirst().equals("sops"));
  }

  /** The index for sops: {@code ["a"]["b"]}. */
  String index() {
    return keys.stream().map(key -> "[\"" + key + "\"]").collect(Collectors.joining());
  }

  /** The value there; a missing node if there is none. */
  JsonNode in(JsonNode tree) {
    JsonNode now = tree;
    for (String key : keys) {
      now = now.path(key);
    }
    return now;
  }

  /** The first part of this path that exists but is not a map. */
  Optional<KeyPath> obstacle(JsonNode tree) {
    for (int length = 0; length < keys.size(); length++) {
      KeyPath part = new KeyPath(keys.subList(0, length));
      JsonNode node = part.in(tree);
      if (node.isMissingNode()) {
        return Optional.empty();
      }
      if (!node.isObject()) {
        return Optional.of(part);
      }
    }
    return Optional.empty();
  }

  /** Sets {@code value} there, and creates missing maps. */
  void put(ObjectNode tree, String value) {
    parent(tree).put(keys.getLast(), value);
  }

  /** Removes what is there. */
  void remove(ObjectNode tree) {
    parent(tree).remove(keys.getLast());
  }

  private ObjectNode parent(ObjectNode tree) {
    ObjectNode now = tree;
    for (String key : keys.subList(0, keys.size() - 1)) {
      if (now.path(key) instanceof ObjectNode next) {
        now = next;
      } else {
        ObjectNode next = JsonNodeFactory.instance.objectNode();
        now.set(key, next);
        now = next;
      }
    }
    return now;
  }

  @Override
  public String toString() {
    return keys.isEmpty() ? "the top level" : String.join(".", keys);
  }
}
