package dev.giteadrone.config;

import dev.giteadrone.io.Yaml;
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
      syntax(e.getProblemMark().or(e::getContextMark), what, "correct the YAML there");
    } catch (YamlEngineException e) {
      // The message may quote much of the text; the reason is in its first line.
      String what = String.valueOf(e.getMessage()).lines().findFirst().orElse("not YAML");
      syntax(Optional.empty(), what, "correct the YAML");
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
            return refuse(mark, "a second YAML document", "keep one document in the file");
          }
        }
        case Alias -> {
          return refuse(mark, "an alias (*name)", "write the value itself");
        }
        case MappingStart, SequenceStart -> {
          if (++depth > MAX_DEPTH) {
            return refuse(mark, "nested deeper than " + MAX_DEPTH, "flatten it");
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

  private boolean refuse(Optional<Mark> mark, String what, String next) {
    syntax(mark, what, next);
    return false;
  }

  private void syntax(Optional<Mark> mark, String what, String next) {
    int line = mark.map(m -> m.getLine() + 1).orElse(0);
    problems.add(ConfigIds.SYNTAX, line, "syntax", what, next);
  }
}
