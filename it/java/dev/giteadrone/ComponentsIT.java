package dev.giteadrone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code target/bom.json} in CycloneDX's form, beside the jar whose content it lists. */
final class ComponentsIT {
  private static JsonNode bom;
  private static List<JsonNode> components;

  @BeforeAll
  static void read() throws IOException {
    Path jar = Path.of(System.getProperty("giteadrone.jar"));
    bom = new ObjectMapper().readTree(jar.resolveSibling("bom.json").toFile());
    components = StreamSupport.stream(bom.path("components").spliterator(), false).toList();
  }

  @Test
  void itListsWhatTheProgramIsMadeOf() {
    assertThat(bom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(bom.path("metadata").path("component").path("name").asText())
        .isEqualTo("gitea-drone-bootstrap");
    assertThat(names())
        .contains(
            "com.squareup.okhttp3:okhttp-jvm",
            "com.squareup.okio:okio-jvm",
            "com.squareup.retrofit2:retrofit",
            "com.squareup.retrofit2:converter-jackson",
            "com.fasterxml.jackson.core:jackson-databind",
            "io.github.resilience4j:resilience4j-retry",
            "info.picocli:picocli",
            "org.jsoup:jsoup",
            "com.samskivert:jmustache",
            "org.snakeyaml:snakeyaml-engine",
            "org.slf4j:slf4j-nop",
            "org.jetbrains.kotlin:kotlin-stdlib");
  }

  @Test
  void everyLibraryWhoseOriginTheJarTellsIsInIt() {
    // Shading keeps the Maven coordinates of those libraries that were built with Maven.
    Set<String> packed = packed();

    assertThat(packed).contains("com.fasterxml.jackson.core:jackson-databind");
    assertThat(names()).containsAll(packed);
  }

  @Test
  void whatOnlyTestsNeedIsNotInIt() {
    assertThat(names())
        .noneMatch(name -> name.startsWith("org.assertj:") || name.startsWith("org.wiremock:"))
        .noneMatch(name -> name.startsWith("com.tngtech.archunit:"));
  }

  @Test
  void eachComponentHasVersionLicenceAndChecksum() {
    assertThat(components)
        .allSatisfy(component -> {
          String name = component.path("name").asText();
          assertThat(component.path("version").asText()).as(name).isNotBlank();
          assertThat(component.path("purl").asText()).as(name).startsWith("pkg:maven/");
          assertThat(component.path("licenses")).as(name).isNotEmpty();
          assertThat(component.path("hashes"))
              .as(name)
              .anyMatch(hash -> hash.path("alg").asText().equals("SHA-256"));
        });
  }

  private static Set<String> names() {
    return components.stream()
        .map(c -> c.path("group").asText() + ":" + c.path("name").asText())
        .collect(Collectors.toSet());
  }

  private static Set<String> packed() {
    try (JarFile jar = new JarFile(System.getProperty("giteadrone.jar"))) {
      return jar.stream()
          .filter(entry -> entry.getName().matches("META-INF/maven/.*/pom\\.properties"))
          .map(entry -> coordinates(jar, entry))
          .filter(name -> !name.startsWith("dev.giteadrone:"))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String coordinates(JarFile jar, ZipEntry entry) {
    try (InputStream in = jar.getInputStream(entry)) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("groupId") + ":" + properties.getProperty("artifactId");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
