package dev.giteadrone.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sops gets in its environment; a script in its place prints it. */
class SopsEnvironmentTest {
  @TempDir Path folder;

  @BeforeEach
  void script() throws IOException {
    Path script = Files.writeString(folder.resolve("sops"), "#!/bin/sh\nprintf %s \"$GOGC\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void itCollectsLittleGarbage() {
    assertThat(collection(Map.of())).isEqualTo("400");
  }

  @Test
  void theOperatorsChoiceIsKept() {
    assertThat(collection(Map.of("GOGC", "off"))).isEqualTo("off");
  }

  private String collection(Map<String, String> environment) {
    Sops sops =
        new Sops(
            folder.resolve("drone.yaml"),
            new Subprocess(new Timeline(), environment),
            () -> Deadline.in(Duration.ofMinutes(1)),
            folder.resolve("sops").toString());
    return new String(sops.decrypt(new byte[0], Format.JSON), UTF_8);
  }
}
