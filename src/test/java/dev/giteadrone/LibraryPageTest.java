package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code on the library's page is code of the example project, which is run. */
final class LibraryPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/library.md");
  private static final Path EXAMPLE = Path.of("it/example");
  private static final Pattern SNIPPET = Pattern.compile("(?s)```(?:java|xml)\\n(.*?)```");

  @Test
  void itsSnippetsAreOfTheExample() throws IOException {
    List<String> sources = sources();
    List<String> snippets =
        SNIPPET
            .matcher(Files.readString(PAGE))
            .results()
            .map(MatchResult::group)
            .map(block -> block.replaceFirst("^```\\w+\\n", "").replaceFirst("```$", ""))
            .toList();

    assertThat(snippets).hasSizeGreaterThan(4);
    assertThat(snippets)
        .allSatisfy(snippet -> assertThat(sources).anyMatch(source -> source.contains(snippet)));
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      List<Path> all =
          files
              .filter(file -> file.toString().matches(".*\\.(java|xml)"))
              .filter(file -> !file.toString().contains("/target/"))
              .toList();
      List<String> texts = new java.util.ArrayList<>();
      for (Path file : all) {
        texts.add(Files.readString(file));
      }
      return texts;
    }
  }
}
