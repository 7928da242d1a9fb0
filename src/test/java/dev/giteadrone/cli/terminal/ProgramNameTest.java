package dev.giteadrone.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramNameTest {
  private static final String SCRIPT = "/opt/my tools/gitea-drone";

  @TempDir Path folder;

  @Test
  void isThePathOfTheScriptIfTheShellWouldNotFindTheName() {
    assertThat(ProgramName.in(Map.of("PATH", folder.toString(), "GITEA_DRONE_PROGRAM", SCRIPT)))
        .isEqualTo("'/opt/my tools/gitea-drone'");
  }

  @Test
  void isTheNameIfTheShellFindsItOrNothingElseIsKnown() throws IOException {
    assertThat(ProgramName.in(Map.of("PATH", folder.toString()))).isEqualTo("gitea-drone");
    Path program = Files.writeString(folder.resolve("gitea-drone"), "#!/bin/sh\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(ProgramName.in(Map.of("PATH", folder.toString(), "GITEA_DRONE_PROGRAM", SCRIPT)))
        .isEqualTo("gitea-drone");
  }
}
