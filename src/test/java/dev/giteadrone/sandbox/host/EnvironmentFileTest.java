package dev.giteadrone.sandbox.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvironmentFileTest {
  @TempDir private Path folder;

  @Test
  void variablesAreReadAsSystemdDoes() {
    String text =
        """
        # a comment
        ; another

        PLAIN=a=b c
          INDENTED = spaces around
        DOUBLE="with \\"quotes\\" and \\$"
        SINGLE='as \\it is'
        EMPTY=
        not an assignment
        """;

    assertThat(EnvironmentFile.parse(text))
        .containsEntry("PLAIN", "a=b c")
        .containsEntry("INDENTED", "spaces around")
        .containsEntry("DOUBLE", "with \"quotes\" and $")
        .containsEntry("SINGLE", "as \\it is")
        .containsEntry("EMPTY", "")
        .hasSize(5);
  }

  @Test
  void aFileThatIsNotThereHasNoVariables() throws Exception {
    assertThat(EnvironmentFile.read(folder.resolve("none"))).isEmpty();
  }
}
