package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCommandTest {
  private static final Path RESOURCES = Path.of("src/main/resources/dev/giteadrone");

  @TempDir Path folder;

  @Test
  void theSchemaOfTheConfigurationIsTheDefault() throws IOException {
    String published = Files.readString(RESOURCES.resolve("config/gitea-drone.schema.json"));
    assertThat(printed("schema")).isEqualTo(published);
    assertThat(printed("schema", "config")).isEqualTo(published);
  }

  @Test
  void theSchemaOfTheOutputIsPrintedToo() throws IOException {
    assertThat(printed("schema", "output"))
        .isEqualTo(Files.readString(RESOURCES.resolve("report/output.schema.json")));
  }

  @Test
  void itNeedsNeitherAConfigurationNorAServer() {
    assertThat(folder).isEmptyDirectory();
    assertThat(printed("schema")).isNotEmpty();
  }

  private String printed(String... args) {
    ShellFixture shell = new ShellFixture(folder);
    int code =
        shell.run(
            progress -> {
              throw new AssertionError("a server is asked");
            },
            args);
    assertThat(code).as(shell.err()).isZero();
    assertThat(shell.err()).isEmpty();
    return shell.out();
  }
}
