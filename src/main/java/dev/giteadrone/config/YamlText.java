package dev.giteadrone.config;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.Yaml;
import dev.giteadrone.model.result.ProblemId;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Parses text into a tree of YAML nodes with line numbers. Aliases, deep nesting and huge texts are
 * refused.
 */
final class YamlText {
  private static final Case YAML = Problems.message(ProblemId.CONFIG_SYNTAX, "yaml", "seen");
  private static final Case NO_YAML = Problems.message(ProblemId.CONFIG_SYNTAX, "no-yaml", "seen");
  private static final Case DOCUMENTS = Problems.message(ProblemId.CONFIG_SYNTAX, "documents");
  private static final Case ALIAS = Problems.message(ProblemId.CONFIG_SYNTAX, "alias");
  private static final Case DEEP = Problems.message(ProblemId.CONFIG_SYNTAX, "deep", "depth");

  /** In bytes, so also a limit for code points; a real configuration has less than a thousand. */
  static final int MAX_LENGTH = 64 * 1024;

  /** The schema needs four levels. The composer recurses once per level. */
  private static final int MAX_DEPTH = 16;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setCodePointLimit(MAX_LENGTH)
          .setMaxAliasesForCollections(0)
          .setUseMarks(true)
          .build();

  private final Problems problems;

  YamlText(Problems problems) {
    this.problems = problems;
  }

  /** The root of the one document; empty if it has none, or after a problem. */
  Optional<Node> compose(String text) {
    try {
      return isHarmless(text) ? Yaml.node(SETTINGS, text) : Optional.empty();
    } catch (MarkedYamlEngineException e) {
      String what = e.getProblem() == null ? "not YAML" : e.getProblem();
      syntax(e.getProblemMark().or(e::getContextMark), YAML, what);
    } catch (YamlEngineException e) {
      // The message may quote much of the text; the reason is in its first line.
      String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("not YAML");
      syntax(Optional.empty(), NO_YAML, what);
    }
    return Optional.empty();
  }

  /** Checks the events first: unlike composing, this needs no stack and expands nothing. */
  private boolean isHarmless(String text) {
    int depth = 0;
    int documents = 0;
    for (Event event : Yaml.events(SETTINGS, text)) {
      Optional<Mark> mark = event.getStartMark();
      switch (event.getEventId()) {
        case DocumentStart -> {
          if (++documents > 1) {
            return refuse(mark, DOCUMENTS);
          }
        }
        case Alias -> {
          return refuse(mark, ALIAS);
        }
        case MappingStart, SequenceStart -> {
          if (++depth > MAX_DEPTH) {
            return refuse(mark, DEEP, MAX_DEPTH);
          }
        }
        case MappingEnd, SequenceEnd -> depth--;
        default -> {
          // Scalars, and the start and end of the stream, need no check.
        }
      }
    }
    return true;
  }

  private boolean refuse(Optional<Mark> mark, Case message, Object... values) {
    syntax(mark, message, values);
    return false;
  }

  private void syntax(Optional<Mark> mark, Case message, Object... values) {
    int line = mark.map(m -> m.getLine() + 1).orElse(0);
    problems.add(ConfigIds.SYNTAX, line, "syntax", message, values);
  }
}
