package dev.giteadrone.init.rules;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.init.rules.RulesText.Rule;
import dev.giteadrone.io.Yaml;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Adds rules to an existing {@code .sops.yaml}, before all others. The file is changed as text, so
 * that comments, anchors, order and line ends stay. The result is parsed again: it must have the
 * old content and the new rules.
 */
public final class RulesFile {
  private static final Case OTHER_PARTS = Case.of(ProblemId.INIT_RULES, "others", "file", "rules");
  private static final Case NO_LIST = Case.of(ProblemId.INIT_RULES, "no-list", "file", "rules");
  private static final Case UNUSUAL = Case.of(ProblemId.INIT_RULES, "unusual", "file", "rules");
  private static final Case ONE_MAP = Case.of(ProblemId.INIT_RULES, "one-map", "file", "rules");

  private final String name;
  private final String text;
  private final List<Rule> added;

  private RulesFile(String name, String text, List<Rule> added) {
    this.name = name;
    this.text = text;
    this.added = added;
  }

  /**
   * The text with the rules in it.
   *
   * @param name of the file, for messages
   * @throws Failure with SECRETS_FILE if it is not YAML, or has an unsupported form
   */
  public static String merged(String name, String text, List<Rule> added) {
    return new RulesFile(name, text, added).merged();
  }

  private String merged() {
    Map<?, ?> before = RulesYaml.read(name, text);
    String after = String.join("", inserted());
    List<?> rules = RulesYaml.rules(RulesYaml.read(name, after));
    boolean same =
        rules.size() == added.size() + RulesYaml.rules(before).size()
            && rules.subList(added.size(), rules.size()).equals(RulesYaml.rules(before))
            && RulesYaml.rest(RulesYaml.read(name, after)).equals(RulesYaml.rest(before));
    if (!same) {
      throw byHand(OTHER_PARTS);
    }
    return after;
  }

  private List<String> inserted() {
    List<String> lines = new ArrayList<>(Arrays.asList(text.split("(?<=\n)|(?<=\r)(?!\n)", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    Optional<NodeTuple> rules = root().flatMap(RulesFile::rules);
    if (rules.isEmpty()) {
      endLine(lines, lines.size() - 1);
      lines.add(RulesYaml.RULES + ":" + newline());
      lines.addAll(block("  ", lines.size()));
      return lines;
    }
    Node value = rules.get().getValueNode();
    int key = line(rules.get().getKeyNode().getEndMark());
    if (value instanceof SequenceNode list && list.getFlowStyle() == FlowStyle.FLOW) {
      return intoFlow(lines, list);
    }
    int indent = value instanceof SequenceNode list ? dash(lines, list) : 2;
    if (!(value instanceof SequenceNode) && !isNothing(value)) {
      throw byHand(NO_LIST);
    }
    endLine(lines, key);
    lines.addAll(key + 1, block(" ".repeat(indent), key + 1));
    return lines;
  }

  /** The column of the list's first dash. */
  private int dash(List<String> lines, SequenceNode list) {
    Mark start = list.getStartMark().orElseThrow();
    String line = lines.get(start.getLine());
    int column = start.getColumn();
    if (column >= line.length()
        || line.charAt(column) != '-'
        || !line.substring(0, column).isBlank()) {
      throw byHand(UNUSUAL);
    }
    return column;
  }

  private List<String> intoFlow(List<String> lines, SequenceNode list) {
    Mark start = list.getStartMark().orElseThrow();
    String line = lines.get(start.getLine());
    int at = line.offsetByCodePoints(0, start.getColumn()) + 1;
    if (line.charAt(at - 1) != '[') {
      throw byHand(UNUSUAL);
    }
    String rules = added.stream().map(RulesText::inline).collect(Collectors.joining(", "));
    String rest = line.substring(at);
    lines.set(
        start.getLine(),
        line.substring(0, at) + rules + (list.getValue().isEmpty() ? "" : ", ") + rest);
    return lines;
  }

  /** The rules' lines, which name keys as the lines above them allow. */
  private List<String> block(String indent, int atLine) {
    Map<String, String> anchors = RulesYaml.anchors(text, atLine);
    return added.stream()
        .flatMap(rule -> RulesText.block(rule, indent, anchors).stream())
        .map(line -> line + newline())
        .toList();
  }

  private void endLine(List<String> lines, int at) {
    if (at >= 0 && !lines.get(at).endsWith("\n") && !lines.get(at).endsWith("\r")) {
      lines.set(at, lines.get(at) + newline());
    }
  }

  private String newline() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  private Optional<MappingNode> root() {
    Optional<Node> root = Yaml.node(RulesYaml.SETTINGS, text);
    if (root.isEmpty() || isNothing(root.get())) {
      return Optional.empty();
    }
    MappingNode map = (MappingNode) root.get();
    if (map.getFlowStyle() == FlowStyle.FLOW && rules(map).isEmpty()) {
      throw byHand(ONE_MAP);
    }
    return Optional.of(map);
  }

  private static Optional<NodeTuple> rules(MappingNode map) {
    return map.getValue().stream()
        .filter(
            t -> t.getKeyNode() instanceof ScalarNode key && key.getValue().equals(RulesYaml.RULES))
        .findFirst();
  }

  private static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar && scalar.getValue().isEmpty();
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0);
  }

  private Failure byHand(Case found) {
    String rules =
        added.stream()
            .flatMap(rule -> RulesText.block(rule, "", Map.of()).stream())
            .collect(Collectors.joining("\n"));
    return found.failure(name, rules);
  }
}
