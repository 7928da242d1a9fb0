package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written for people names tests; a renamed or removed one must not stay in it. */
final class GuaranteesTest {
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

  private static final Pattern ARGUMENT = Pattern.compile("-D(?:it\\.)?test=([\\w,]++)(?!\\*)");

  @Test
  void everyTestThatAGuaranteeNamesIsThere() throws IOException {
    List<String> named =
        TEST.matcher(Files.readString(Path.of("src/site/markdown/guarantees.md")))
            .results()
            .map(found -> found.group(1))
            .distinct()
            .toList();

    assertThat(named).hasSizeGreaterThan(15);
    assertThat(tests()).containsAll(named);
  }

  @Test
  void everyTestThatAnExampleRunsIsThere() throws IOException {
    List<String> named = new ArrayList<>();
    for (Path file : writtenForPeople()) {
      ARGUMENT
          .matcher(Files.readString(file))
          .results()
          .flatMap(found -> Stream.of(found.group(1).split(",")))
          .filter(name -> name.matches("\\w+(?:Test|IT)"))
          .forEach(named::add);
    }

    assertThat(named).isNotEmpty();
    assertThat(tests()).containsAll(named);
  }

  /** The README, the manual, and the scripts, whose comments are their help. */
  private static List<Path> writtenForPeople() throws IOException {
    try (Stream<Path> manual = Files.walk(Path.of("src/site"));
        Stream<Path> scripts = Files.list(Path.of("scripts"))) {
      return Stream.of(Stream.of(Path.of("README.md")), manual, scripts)
          .flatMap(files -> files)
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".png"))
          .toList();
    }
  }

  private static Set<String> tests() throws IOException {
    try (Stream<Path> unit = Files.walk(Path.of("src/test/java"));
        Stream<Path> integration = Files.walk(Path.of("it/java"))) {
      return Stream.concat(unit, integration)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
