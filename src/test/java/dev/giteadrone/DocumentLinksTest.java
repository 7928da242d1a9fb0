package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link from one document to another leads to a file and a heading that exist. */
final class DocumentLinksTest {
  private static final List<Path> ROOTS =
      List.of(Path.of("README.md"), Path.of("src/site/markdown"), Path.of("src/nix"));

  private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```$");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*?) *$");
  private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+(?:Test|IT))`");
  private static final Pattern NAMED_PATH =
      Pattern.compile("`((?:src|scripts|it|openapi)/[\\w./-]+)`");

  @Test
  void everyLinkResolves() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Path document : documents()) {
      String text = CODE.matcher(prose(document)).replaceAll("");
      for (String target : LINK.matcher(text).results().map(link -> link.group(1)).toList()) {
        links++;
        if (!target.matches("[a-z]+:.*") && !resolves(document, target)) {
          broken.add(document + ": " + target);
        }
      }
    }
    assertThat(links).isGreaterThan(20);
    assertThat(broken).isEmpty();
  }

  @Test
  void everyPathThatIsNamedExists() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path document : documents()) {
      NAMED_PATH
          .matcher(prose(document))
          .results()
          .map(named -> Path.of(named.group(1)))
          .filter(path -> Files.notExists(path))
          .forEach(path -> missing.add(document + ": " + path));
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Set<String> tests = new HashSet<>();
    for (String root : List.of("src/test/java", "it/java")) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        files.map(file -> file.getFileName().toString()).forEach(tests::add);
      }
    }
    List<String> missing = new ArrayList<>();
    for (Path document : documents()) {
      NAMED_TEST
          .matcher(prose(document))
          .results()
          .map(named -> named.group(1))
          .filter(test -> !tests.contains(test + ".java"))
          .forEach(test -> missing.add(document + ": " + test));
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyPageOfTheManualIsLinkedFromSomewhere() throws IOException {
    Set<Path> linked = new HashSet<>();
    for (Path document : documents()) {
      LINK.matcher(prose(document))
          .results()
          .map(link -> link.group(1).replaceFirst("#.*", ""))
          .map(target -> document.resolveSibling(target).normalize())
          .forEach(linked::add);
    }
    try (Stream<Path> pages = Files.walk(Path.of("src/site/markdown"))) {
      assertThat(pages.filter(page -> page.toString().endsWith(".md"))).isSubsetOf(linked);
    }
  }

  private static boolean resolves(Path document, String target) throws IOException {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
    return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
  }

  /** The anchors of a document's headings, as hosting sites derive them. */
  private static Set<String> anchors(Path document) throws IOException {
    return HEADING
        .matcher(prose(document))
        .results()
        .map(DocumentLinksTest::anchor)
        .collect(Collectors.toSet());
  }

  private static String anchor(MatchResult heading) {
    return heading
        .group(1)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  /** The text without blocks of code. */
  private static String prose(Path document) throws IOException {
    return FENCE.matcher(Files.readString(document)).replaceAll("");
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (Path root : ROOTS) {
      try (Stream<Path> below = Files.walk(root)) {
        below.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
      }
    }
    return documents;
  }
}
