package dev.giteadrone;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A JVM with this process's classes that starts quickly, because the first one to end leaves its
 * loaded classes in an archive for the others. That wants jars, so folders of classes become some.
 *
 * @param classPath jars only
 * @param archive where the classes are left
 */
record FastStart(String classPath, Path archive) {

  /**
   * Makes the jars.
   *
   * @param folder for them and the archive
   */
  static FastStart in(Path folder) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String part : DyingProcess.classPath().split(File.pathSeparator, -1)) {
      Path path = Path.of(part);
      if (Files.isDirectory(path)) {
        jars.add(jar(path, folder.resolve("classes-" + jars.size() + ".jar")).toString());
      } else if (Files.exists(path)) {
        jars.add(part);
      }
    }
    return new FastStart(String.join(File.pathSeparator, jars), folder.resolve("classes.jsa"));
  }

  /** The options of the JVM. */
  List<String> options() {
    return List.of(
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + archive,
        "-Xlog:disable",
        "-Xlog:all=off");
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
        Files.copy(path, out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
