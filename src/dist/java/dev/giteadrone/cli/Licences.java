package dev.giteadrone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Writes the licence of each library of the jar, and an index of them. */
final class Licences {
  private final Path libraries;
  private final Path texts;
  private final Path target;

  private Licences(Path libraries, Path texts, Path target) {
    this.libraries = libraries;
    this.texts = texts;
    this.target = target;
  }

  /**
   * Takes the list of components, the folder of the libraries, the one with licences that are not
   * in them, and the one to write to.
   */
  public static void main(String[] args) throws IOException {
    JsonNode bom = new ObjectMapper().readTree(Path.of(args[0]).toFile());
    Path target = Files.createDirectories(Path.of(args[3]));
    Licences licences = new Licences(Path.of(args[1]), Path.of(args[2]), target);
    StringBuilder index = new StringBuilder();
    for (JsonNode component : bom.path("components")) {
      index.append(licences.of(component));
    }
    Files.writeString(target.resolve("INDEX"), index);
  }

  private String of(JsonNode component) throws IOException {
    String name = component.path("name").asText();
    String versioned = name + "-" + component.path("version").asText();
    JsonNode licence = component.path("licenses").path(0).path("license");
    String id = licence.path("id").asText(licence.path("name").asText());
    boolean own = copy(versioned);
    if (!own && Files.exists(texts.resolve(name))) {
      Files.copy(
          texts.resolve(name),
          Files.createDirectories(target.resolve(versioned)).resolve("LICENSE"));
    } else if (!own && !id.equals("Apache-2.0")) {
      throw new IOException("no text of " + id + " for " + name + ": put it into " + texts);
    }
    String where = own || Files.exists(target.resolve(versioned)) ? versioned + "/" : "../LICENSE";
    return String.format(Locale.ROOT, "%-32s %-24s %s%n", versioned, id, where);
  }

  /** Copies the texts of a jar. */
  private boolean copy(String versioned) throws IOException {
    try (JarFile jar = new JarFile(libraries.resolve(versioned + ".jar").toFile())) {
      List<JarEntry> entries = jar.stream().filter(Licences::isText).toList();
      for (JarEntry entry : entries) {
        Path folder = Files.createDirectories(target.resolve(versioned));
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        try (InputStream in = jar.getInputStream(entry)) {
          Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return !entries.isEmpty();
    }
  }

  private static boolean isText(JarEntry entry) {
    return !entry.isDirectory()
        && !entry.getName().endsWith(".class")
        && entry
            .getName()
            .toUpperCase(Locale.ROOT)
            .matches("(.*/)?[A-Z0-9-]*(LICENSE|NOTICE|COPYRIGHT)(\\.[A-Z]+)?");
  }
}
