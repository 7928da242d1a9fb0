package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.ManualTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manual has a page for each command, and each says what the help says. */
final class CommandPagesTest {
  private static final Path CHECKED_IN = Path.of("src/site/markdown/commands");
  private static final Path CURRENT = Path.of("target/commands");

  /** Examples, and what the help does not say. */
  private static final Path WORDS = Path.of("src/site/commands.yaml");

  @Test
  void thePagesAreThoseOfTheCommands() throws IOException {
    Map<String, CommandPage.Words> words = words();
    assertThat(words.keySet()).isEqualTo(CommandPage.commands().keySet());
    List<List<String>> exits =
        ManualTable.rows(
            Path.of("src/site/markdown/exit-codes.md"), List.of("command", "code", "when"));
    Map<String, String> pages = new TreeMap<>();
    pages.put("index.md", CommandPage.index());
    CommandPage.commands()
        .forEach((name, line) ->
            pages.put(
                CommandPage.name(name),
                CommandPage.of(
                    name,
                    line,
                    words.getOrDefault(name, CommandPage.Words.NONE),
                    exits.stream()
                        .filter(row -> row.getFirst().equals(name))
                        .map(row -> new CommandPage.Exit(row.get(1), row.get(2)))
                        .toList())));
    Files.createDirectories(CURRENT);
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(CURRENT.resolve(page.getKey()), page.getValue());
    }

    assertThat(checkedIn()).as("after a change: cp %s/* %s/", CURRENT, CHECKED_IN).isEqualTo(pages);
  }

  private static Map<String, CommandPage.Words> words() throws IOException {
    Map<String, CommandPage.Words> words = new TreeMap<>();
    if (new Load(LoadSettings.builder().build()).loadFromString(Files.readString(WORDS))
        instanceof Map<?, ?> commands) {
      commands.forEach((name, given) -> words.put(name.toString(), words((Map<?, ?>) given)));
    }
    return words;
  }

  private static CommandPage.Words words(Map<?, ?> given) {
    Map<String, String> examples = new LinkedHashMap<>();
    if (given.get("examples") instanceof Map<?, ?> some) {
      some.forEach((command, does) -> examples.put(command.toString(), does.toString()));
    }
    return new CommandPage.Words(
        texts(given.get("about")), examples, texts(given.get("writes")), texts(given.get("see")));
  }

  private static List<String> texts(@Nullable Object given) {
    return given instanceof List<?> some ? some.stream().map(Object::toString).toList() : List.of();
  }

  private static Map<String, String> checkedIn() throws IOException {
    Map<String, String> pages = new TreeMap<>();
    try (Stream<Path> files = Files.list(CHECKED_IN)) {
      for (Path file : files.toList()) {
        pages.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return pages;
  }
}
