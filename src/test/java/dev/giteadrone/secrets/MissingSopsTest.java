package dev.giteadrone.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingSopsTest {
  @TempDir Path folder;

  @Test
  void itIsNamedAlsoForAFileThatDoesNotExistYet() {
    SopsAdminFile file =
        new SopsAdminFile(
            folder.resolve("gitea-admin.yaml"),
            new Subprocess(new Timeline()),
            () -> Deadline.in(Duration.ofSeconds(5)),
            folder.resolve("sops").toString());

    assertThatThrownBy(file::read)
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(ExitCode.SECRETS_FILE);
              assertThat(failure.problem().check()).isEqualTo("tool.sops");
              assertThat(failure.problem().toString())
                  .contains("it does not exist", "install sops 3.11 or newer");
            });
  }

  @Test
  void aFolderIsNoProgram() {
    assertThat(SopsProgram.exists(folder.toString())).isFalse();
  }

  @Test
  void aRelativePathCountsFromTheFolderOfTheFile() {
    assertThat(SopsProgram.exists("tools/sops")).isTrue();
  }
}
