package dev.giteadrone.io;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * YAML as nodes and as events. SnakeYAML Engine's own classes for both lie in a package that its
 * module does not export.
 */
public final class Yaml {
  private Yaml() {}

  /**
   * The tree of the only document in {@code text}; empty if there is none.
   *
   * @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException if it is not YAML
   */
  public static Optional<Node> node(LoadSettings settings, String text) {
    return new Composer(settings, parser(settings, text)).getSingleNode();
  }

  /** The events of {@code text}, one after the other; throws as {@link #node} does. */
  public static Iterable<Event> events(LoadSettings settings, String text) {
    return () -> parser(settings, text);
  }

  private static ParserImpl parser(LoadSettings settings, String text) {
    return new ParserImpl(settings, new StreamReader(settings, text));
  }
}
