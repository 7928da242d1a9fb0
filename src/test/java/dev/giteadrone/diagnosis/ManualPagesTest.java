package dev.giteadrone.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.result.ProblemId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual has a page for each problem, and each is as its file of words says. */
class ManualPagesTest {
  private static final Path CHECKED_IN = Path.of("src/site/markdown/problems");
  private static final Path CURRENT = Path.of("target/problems");

  @Test
  void thePagesAreThoseOfTheFiles() throws IOException {
    Map<String, String> pages = new TreeMap<>();
    pages.put("index.md", ManualPage.index());
    for (ProblemId id : ProblemId.values()) {
      pages.put(ManualPage.name(id), ManualPage.of(id));
    }
    Files.createDirectories(CURRENT);
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(CURRENT.resolve(page.getKey()), page.getValue());
    }

    assertThat(checkedIn())
        .as("after a change of words: cp %s/* %s/", CURRENT, CHECKED_IN)
        .isEqualTo(pages);
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
