package dev.giteadrone.testing.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.sandbox.SandboxOptions;
import dev.giteadrone.sandbox.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrerequisitesTest {
  private static final SandboxOptions EXEC =
      SandboxOptions.blank().withRunners(Set.of(RunnerType.EXEC));

  @TempDir private Path folder;

  @Test
  void missingProgramsAreNamedWithTheWayToBuildThem() {
    Prerequisites none = new Prerequisites(new Programs(folder, Programs.GITEA), folder);

    assertThatThrownBy(() -> none.check(EXEC, false))
        .hasMessageContaining("gitea, drone-server, sops, age-keygen not found in " + folder)
        .hasMessageContaining("gitea-drone sandbox")
        .hasMessageContaining("GITEA_DRONE_CACHE");
    assertThatCode(() -> none.check(EXEC, true)).doesNotThrowAnyException();
  }

  @Test
  void aCacheThatCannotBeWrittenIsSaid() throws IOException {
    // A file where a folder should be: root could write to a folder of any mode.
    Path file = Files.createFile(folder.resolve("file"));
    Prerequisites unfit = new Prerequisites(new Programs(file, Programs.GITEA), folder);

    assertThatThrownBy(() -> unfit.check(EXEC, true))
        .hasMessageContaining("keeping prepared servers in " + file)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void aTemporaryFolderThatCannotBeWrittenIsSaid() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Programs programs = new Programs(folder, Programs.GITEA);
    Files.createDirectories(programs.bin());
    for (String name : Sandbox.programs(EXEC, programs)) {
      programs.program(name).toFile().createNewFile();
      programs.program(name).toFile().setExecutable(true);
    }

    assertThatThrownBy(() -> new Prerequisites(programs, file).check(EXEC, false))
        .hasMessageContaining("making a folder for the servers in " + file)
        .hasMessageContaining("-Djava.io.tmpdir");
  }
}
