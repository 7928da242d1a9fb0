package dev.giteadrone.config;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.FileNameEncoding;
import dev.giteadrone.model.result.ProblemId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A map of the configuration. The keys that are read are the allowed keys: {@link #finish()}
 * reports all others.
 */
final class Section {
  private static final Case NO_WORD = Problems.message(ProblemId.CONFIG_SYNTAX, "no-word");
  private static final Case TWICE = Problems.message(ProblemId.CONFIG_SYNTAX, "twice", "first");
  private static final Case UNKNOWN_KEY =
      Problems.message(ProblemId.CONFIG_SYNTAX, "unknown-key", "near", "known");
  private static final Case MISSING =
      Problems.message(ProblemId.CONFIG_SYNTAX, "missing", "key", "example", "section");
  private static final Case EMPTY = Problems.message(ProblemId.CONFIG_SYNTAX, "empty", "example");
  private static final Case NO_MAP = Problems.message(ProblemId.CONFIG_SYNTAX, "no-map", "kind");
  private static final Case NO_TEXT =
      Problems.message(ProblemId.CONFIG_SYNTAX, "no-text", "kind", "example");
  private static final Case NO_BOOLEAN =
      Problems.message(ProblemId.CONFIG_SYNTAX, "no-boolean", "kind");
  private static final Case NO_LIST =
      Problems.message(ProblemId.CONFIG_SYNTAX, "no-list", "kind", "example");
  private static final Case NO_TEXTS =
      Problems.message(ProblemId.CONFIG_SYNTAX, "no-texts", "kind", "example");

  private static final Case LOCALE =
      Problems.message(ProblemId.CONFIG_SYNTAX, "locale", "encoding");

  /** A text with its line in the file. */
  record Value(String path, int line, String text) {}

  private record Entry(int line, Node node) {}

  private final String path;
  private final int line;
  private final Problems problems;
  private final Keys keys;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();
  private final List<Section> children = new ArrayList<>();

  /** All key paths that were read, of all sections. */
  static final class Keys {
    private final Set<String> paths = new LinkedHashSet<>();

    Set<String> paths() {
      return paths;
    }

    private Optional<String> endingIn(String key) {
      return paths.stream().filter(p -> p.endsWith("." + key)).findFirst();
    }
  }

  /**
   * Creates the section of this node.
   *
   * @param path its key path; empty for the whole file
   * @param line where its key stands; 0 if it is missing
   * @param node null if it is missing
   */
  Section(String path, int line, @Nullable Node node, Problems problems, Keys keys) {
    this.path = path;
    this.line = line;
    this.problems = problems;
    this.keys = keys;
    if (node instanceof MappingNode map) {
      read(map);
    } else if (node != null && !isNull(node)) {
      wrongType(this.path.isEmpty() ? "the file" : this.path, line, NO_MAP, kind(node));
    }
  }

  private void read(MappingNode map) {
    Map<String, Integer> lines = new HashMap<>();
    for (NodeTuple tuple : map.getValue()) {
      int at = lineOf(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(id(path), at, where(), NO_WORD);
        continue;
      }
      Integer first = lines.putIfAbsent(key.getValue(), at);
      if (first == null) {
        entries.put(key.getValue(), new Entry(at, tuple.getValueNode()));
      } else {
        problems.add(id(path), at, pathOf(key.getValue()), TWICE, first);
      }
    }
  }

  /** Whether the file has this section at all. */
  boolean isPresent() {
    return line > 0;
  }

  /** Whether the key is there, whatever its value. */
  boolean has(String key) {
    ask(key);
    return entries.containsKey(key);
  }

  /** The section below {@code key}; an empty section if it is missing. */
  Section section(String key) {
    Entry entry = ask(key);
    Section child =
        new Section(
            pathOf(key),
            entry == null ? 0 : entry.line(),
            entry == null ? null : entry.node(),
            problems,
            keys);
    children.add(child);
    return child;
  }

  /** The text of {@code key}; a missing or empty one is a problem. */
  Optional<Value> required(String key, String example) {
    if (!has(key)) {
      problems.add(id(pathOf(key)), line, pathOf(key), MISSING, key, example, path);
      return Optional.empty();
    }
    return text(key, example);
  }

  /** The text of {@code key}, if it is there. An empty one is a problem. */
  Optional<Value> text(String key, String example) {
    Entry entry = ask(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (!(entry.node() instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.STR)) {
      wrongType(pathOf(key), entry.line(), NO_TEXT, kind(entry.node()), example);
      return Optional.empty();
    }
    if (scalar.getValue().isBlank()) {
      problems.add(id(pathOf(key)), entry.line(), pathOf(key), EMPTY, example);
      return Optional.empty();
    }
    return Optional.of(new Value(pathOf(key), entry.line(), scalar.getValue()));
  }

  /** The texts of a map with free keys. A value that is not text is a problem. */
  Map<String, Value> texts(String example) {
    Map<String, Value> texts = new LinkedHashMap<>();
    entries.forEach((key, entry) -> {
      asked.add(key);
      if (entry.node() instanceof ScalarNode scalar
          && scalar.getTag().equals(Tag.STR)
          && !scalar.getValue().isBlank()) {
        texts.put(key, new Value(path, entry.line(), scalar.getValue()));
      } else {
        wrongType(path, entry.line(), NO_TEXT, kind(entry.node()), example);
      }
    });
    return texts;
  }

  /** The truth value of {@code key}, if it is there. */
  Optional<Boolean> bool(String key) {
    Entry entry = ask(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (!(entry.node() instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.BOOL)) {
      wrongType(pathOf(key), entry.line(), NO_BOOLEAN, kind(entry.node()));
      return Optional.empty();
    }
    return Optional.of(Boolean.valueOf(scalar.getValue()));
  }

  /** The texts of the list at {@code key}, if it is there and no element is a problem. */
  Optional<List<Value>> list(String key, String example) {
    Entry entry = ask(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (!(entry.node() instanceof SequenceNode sequence)) {
      wrongType(pathOf(key), entry.line(), NO_LIST, kind(entry.node()), example);
      return Optional.empty();
    }
    List<Value> values = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      if (element instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
        values.add(new Value(pathOf(key), lineOf(element), scalar.getValue()));
      } else {
        wrongType(pathOf(key), lineOf(element), NO_TEXTS, kind(element), example);
      }
    }
    return values.size() == sequence.getValue().size() ? Optional.of(values) : Optional.empty();
  }

  /**
   * Whether a file can have this name, or a process this argument. A letter that the locale lacks
   * is a problem: the name would fail at its first use, which may be after a change.
   */
  boolean isUsableName(Value value) {
    FileNameEncoding encoding = FileNameEncoding.ofProcess();
    if (!encoding.has(value.text())) {
      reject(value, LOCALE, encoding.name());
      return false;
    }
    return true;
  }

  /** Reports a value that has the right type but is not allowed. */
  void reject(Value value, Case message, Object... values) {
    problems.add(id(value.path()), value.line(), value.path(), message, values);
  }

  /** Reports a key that must not be there, or that is missing. */
  void reject(String key, Case message, Object... values) {
    Entry entry = entries.get(key);
    int at = entry == null ? line : entry.line();
    problems.add(id(pathOf(key)), at, pathOf(key), message, values);
  }

  /** Reports every unknown key, here and below. */
  void finish() {
    children.forEach(Section::finish);
    entries.forEach((key, entry) -> {
      if (!asked.contains(key)) {
        problems.add(
            id(path),
            entry.line(),
            pathOf(key),
            UNKNOWN_KEY,
            near(key).orElse(""),
            String.join(", ", asked));
      }
    });
  }

  /** The known key that was probably meant: one of this section, else one of any. */
  private Optional<String> near(String key) {
    return Nearest.to(key, asked).map(this::pathOf).or(() -> keys.endingIn(key));
  }

  private void wrongType(String what, int at, Case message, Object... values) {
    problems.add(id(what.equals("the file") ? "" : what), at, what, message, values);
  }

  private static String kind(Node node) {
    if (node instanceof MappingNode) {
      return "a map";
    } else if (node instanceof SequenceNode) {
      return "a list";
    } else if (isNull(node)) {
      return "nothing";
    } else if (node.getTag().equals(Tag.BOOL)) {
      return "a truth value";
    } else if (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT)) {
      return "a number (quote it to make it a text)";
    }
    return node.getTag().equals(Tag.STR) ? "a text" : "of type " + node.getTag().getValue();
  }

  private @Nullable Entry ask(String key) {
    asked.add(key);
    keys.paths.add(pathOf(key));
    return entries.get(key);
  }

  private String where() {
    return path.isEmpty() ? "the file" : path;
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static String id(String path) {
    return path.isEmpty() ? ConfigIds.FILE : ConfigIds.PREFIX + path;
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(m -> m.getLine() + 1).orElse(0);
  }
}
