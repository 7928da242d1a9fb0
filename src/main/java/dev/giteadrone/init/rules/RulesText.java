package dev.giteadrone.init.rules;

import dev.giteadrone.init.keys.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes creation rules as people write them into {@code .sops.yaml}. */
public final class RulesText {
  /**
   * A rule.
   *
   * @param path of the file, relative to the folder of the {@code .sops.yaml}
   * @param keys each of them alone can decrypt the file
   */
  public record Rule(String comment, String path, List<Recipient> keys) {
    public Rule {
      keys = List.copyOf(keys);
    }

    /** Only this file: a shorter expression could also match files of others. */
    String regex() {
      return "^" + path.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0") + "$";
    }

    private List<Recipient> of(Class<? extends Recipient> kind) {
      return keys.stream().filter(kind::isInstance).toList();
    }
  }

  private RulesText() {}

  /** A file with only these rules. */
  public static String file(Recipient operator, Recipient host, List<Rule> rules) {
    List<String> lines = new ArrayList<>();
    lines.add("keys:");
    lines.add("  - &operator " + Scalars.of(operator.value()));
    lines.add("  - &host " + Scalars.of(host.value()));
    lines.add("# sops takes the first rule whose path_regex fits.");
    lines.add("creation_rules:");
    Map<String, String> anchors = Map.of(operator.value(), "operator", host.value(), "host");
    rules.forEach(rule -> lines.addAll(block(rule, "  ", anchors)));
    return String.join("\n", lines) + "\n";
  }

  /**
   * A rule on lines of its own.
   *
   * @param anchors by the keys they stand for
   */
  static List<String> block(Rule rule, String indent, Map<String, String> anchors) {
    List<String> lines = new ArrayList<>();
    lines.add("# " + rule.comment());
    lines.add("- path_regex: " + Scalars.of(rule.regex()));
    lines.add("  key_groups:");
    String dash = "    - ";
    for (Class<? extends Recipient> kind : List.of(Recipient.Age.class, Recipient.Pgp.class)) {
      List<Recipient> keys = rule.of(kind);
      if (keys.isEmpty()) {
        continue;
      }
      lines.add(dash + word(kind) + ":");
      dash = "      ";
      for (Recipient key : keys) {
        String anchor = anchors.get(key.value());
        lines.add("        - " + (anchor == null ? Scalars.of(key.value()) : "*" + anchor));
      }
    }
    return lines.stream().map(line -> indent + line).toList();
  }

  /** A rule in one line, for files that use this style. */
  static String inline(Rule rule) {
    List<String> groups = new ArrayList<>();
    for (Class<? extends Recipient> kind : List.of(Recipient.Age.class, Recipient.Pgp.class)) {
      List<String> keys = rule.of(kind).stream().map(key -> Scalars.of(key.value())).toList();
      if (!keys.isEmpty()) {
        groups.add(word(kind) + ": [" + String.join(", ", keys) + "]");
      }
    }
    return "{path_regex: '"
        + rule.regex().replace("'", "''")
        + "', key_groups: [{"
        + String.join(", ", groups)
        + "}]}";
  }

  private static String word(Class<? extends Recipient> kind) {
    return kind.equals(Recipient.Age.class) ? "age" : "pgp";
  }
}
