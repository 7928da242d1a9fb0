package dev.giteadrone.testing.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Servers from images that are made on this machine. */
final class GiteaDroneContainersIT {
  private static TestDaemon daemon;

  @BeforeAll
  static void makeImages() throws Exception {
    daemon = TestDaemon.start();
    Path root = Files.createDirectory(daemon.folder().resolve("root"));
    new LocalImages(
            root, (input, arguments) -> daemon.docker(input, arguments.toArray(String[]::new)))
        .build();
  }

  @AfterAll
  static void stopDaemon() {
    daemon.close();
  }

  @Test
  void aPushIsBuiltAndNothingIsLeftAfterwards() throws IOException {
    assertSucceeds(daemon.beside(program("builds"), ""));
    assertNothingIsLeft();
  }

  @Test
  void aProgramThatDoesNotCloseThemLeavesNothing() throws IOException {
    assertSucceeds(daemon.beside(program("forgotten"), ""));
    assertNothingIsLeft();
  }

  @Test
  void missingImagesAreNamedBeforeAnythingIsStarted() throws IOException {
    assertSucceeds(daemon.beside(program("images"), ""));
    assertNothingIsLeft();
  }

  @Test
  void aMissingDaemonIsSaid() throws IOException {
    assertSucceeds(daemon.without(program("daemon")));
  }

  @Test
  void missingTestcontainersAreSaid() throws IOException {
    String path =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(jar -> !jar.matches(".*/(testcontainers|docker-java)[^/]*"))
            .collect(Collectors.joining(File.pathSeparator));
    assertSucceeds(daemon.without(program("library", path)));
  }

  private static void assertSucceeds(TestDaemon.Ended ended) {
    assertThat(ended.exit()).as(ended.output()).isZero();
  }

  private static void assertNothingIsLeft() throws IOException {
    assertThat(daemon.docker("", "ps", "-aq")).isEmpty();
    assertThat(daemon.docker("", "volume", "ls", "-q")).isEmpty();
    assertThat(daemon.docker("", "network", "ls", "--format", "{{.Name}}").lines())
        .containsExactlyInAnyOrder("bridge", "host", "none");
  }

  private static List<String> program(String scenario) {
    return program(scenario, System.getProperty("java.class.path"));
  }

  private static List<String> program(String scenario, String classPath) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        // Testcontainers writes a file into the home folder.
        "-Duser.home=" + daemon.folder(),
        "-cp",
        classPath,
        ContainersProgram.class.getName(),
        scenario);
  }
}
