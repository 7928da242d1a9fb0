package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A change of the public API is a decision: the signatures are in a file that is checked in. */
final class PublicApiTest {
  private static final Path ACCEPTED = Path.of("src/test/resources/public-api.txt");
  private static final Path CURRENT = Path.of("target/public-api.txt");

  /** Generated from the servers' descriptions; exported, but not part of the promise. */
  private static final String GENERATED = "dev\\.giteadrone\\.(services\\..*|.*\\.api\\.model)";

  @Test
  void isTheOneThatIsCheckedIn() throws Exception {
    String current = signatures();
    Files.createDirectories(CURRENT.getParent());
    Files.writeString(CURRENT, current);

    assertThat(current)
        .as(
            "The public API has changed. If that is wanted: cp %s %s, and tell it in"
                + " src/site/markdown/changes.md",
            CURRENT, ACCEPTED)
        .isEqualTo(Files.readString(ACCEPTED));
  }

  /** What {@code javap} prints of every public class of the exported packages. */
  private static String signatures() throws Exception {
    StringWriter text = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of("-public", "-cp", classes().toString()));
    for (String name : exported()) {
      arguments.addAll(publicClasses(name));
    }
    PrintWriter out = new PrintWriter(text);
    int exit =
        ToolProvider.findFirst("javap")
            .orElseThrow()
            .run(out, out, arguments.toArray(String[]::new));
    assertThat(exit).as(text.toString()).isZero();
    return text
        .toString()
        .lines()
        .filter(line -> !line.startsWith("Compiled from"))
        .toList()
        .stream()
        .map(line -> line + "\n")
        .reduce("", String::concat);
  }

  private static List<String> exported() throws Exception {
    try (InputStream in = Files.newInputStream(classes().resolve("module-info.class"))) {
      return ModuleDescriptor.read(in).exports().stream()
          .map(ModuleDescriptor.Exports::source)
          .filter(name -> !name.matches(GENERATED))
          .sorted()
          .toList();
    }
  }

  private static List<String> publicClasses(String packageName) throws Exception {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes().resolve(packageName.replace('.', '/')))) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".class") && !name.equals("package-info.class")) {
          Class<?> type = Class.forName(packageName + "." + name.replaceFirst("\\.class$", ""));
          if (isVisible(type)) {
            names.add(type.getName());
          }
        }
      }
    }
    return names;
  }

  private static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return java.lang.reflect.Modifier.isPublic(type.getModifiers())
        && (outer == null || isVisible(outer));
  }

  private static Path classes() throws URISyntaxException {
    return Path.of(
        Objects.requireNonNull(GiteaDrone.class.getProtectionDomain().getCodeSource())
            .getLocation()
            .toURI());
  }
}
