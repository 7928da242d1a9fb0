package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.result.CheckId;
import dev.giteadrone.model.result.ProblemId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual's table of symptoms names problems and tests that are there, and none is missing. */
final class DiagnosesPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/diagnoses.md");
  private static final List<String> DIAGNOSED = List.of("symptom", "problem", "test");
  private static final List<String> HANDLED = List.of("what is known", "test");

  private static final Pattern TEST = Pattern.compile("@Test\\s+void (\\w+)\\(");
  private static final Pattern METHOD = Pattern.compile("(?m)^  (?:final )?void (\\w+)\\(");
  private static final Pattern PARENT = Pattern.compile("class \\w+ extends (\\w+)");

  @Test
  void everyProblemOfTheTableExists() throws IOException {
    List<List<String>> rows = ManualTable.rows(PAGE, DIAGNOSED);

    assertThat(rows).hasSizeGreaterThan(50).allSatisfy(row -> ProblemId.require(row.get(1)));
    assertThat(rows).extracting(List::getFirst).doesNotHaveDuplicates();
  }

  @Test
  void everyCheckHasARow() throws IOException {
    assertThat(ManualTable.rows(PAGE, DIAGNOSED))
        .extracting(row -> row.get(1))
        .contains(Stream.of(CheckId.values()).map(CheckId::id).toArray(String[]::new));
  }

  @Test
  void everyTestOfTheTableExists() throws IOException {
    Map<String, Path> sources = sources();

    assertThat(named()).isNotEmpty().allSatisfy(test -> assertThat(exists(test, sources)).isTrue());
  }

  @Test
  void everyDiagnosisOnRealServersHasARow() throws IOException {
    List<String> tests = new ArrayList<>();
    for (Map.Entry<String, Path> source : sources().entrySet()) {
      if (source.getKey().matches("Diagnoses\\w*IT")) {
        methods(TEST, source.getValue())
            .forEach(method -> tests.add(source.getKey() + "." + method));
      }
    }

    assertThat(tests).hasSizeGreaterThan(20);
    assertThat(named()).containsAll(tests);
  }

  private static List<String> named() throws IOException {
    return Stream.concat(
            ManualTable.rows(PAGE, DIAGNOSED).stream(), ManualTable.rows(PAGE, HANDLED).stream())
        .map(List::getLast)
        .toList();
  }

  private static boolean exists(String test, Map<String, Path> sources) throws IOException {
    String[] parts = test.split("\\.", 2);
    Path source = sources.get(parts[0]);
    while (source != null) {
      if (parts.length == 1 || methods(METHOD, source).contains(parts[1])) {
        return true;
      }
      String parent =
          PARENT
              .matcher(Files.readString(source))
              .results()
              .map(found -> found.group(1))
              .findFirst()
              .orElse("");
      source = sources.get(parent);
    }
    return false;
  }

  private static List<String> methods(Pattern kind, Path source) throws IOException {
    return kind.matcher(Files.readString(source)).results().map(found -> found.group(1)).toList();
  }

  /** The source of each class of the tests. */
  private static Map<String, Path> sources() throws IOException {
    Map<String, Path> sources = new TreeMap<>();
    for (String root : List.of("src/test/java", "it/java")) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .forEach(file -> sources.put(file.getFileName().toString().replace(".java", ""), file));
      }
    }
    return sources;
  }
}
