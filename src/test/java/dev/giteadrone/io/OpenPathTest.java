package dev.giteadrone.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpenPathTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void file() throws IOException {
    file = Files.writeString(folder.resolve("drone.yaml"), "");
    mode(folder, "rwxr-xr-x");
    mode(file, "rw-r--r--");
  }

  @Test
  void aFolderThatAllUsersCanChangeIsFoundOnce() throws IOException {
    mode(folder, "rwxrwxrwx");

    List<OpenPath> open = OpenPath.among(List.of(file, folder.resolve("missing.yaml")));

    assertThat(open).hasSize(1);
    assertThat(open.getFirst().seen())
        .isEqualTo("every user of this machine can change " + folder + " (mode 0777)");
    assertThat(open.getFirst().next()).isEqualTo("chmod o-w " + folder);
    assertThat(open.getFirst().from(folder.resolve("..").normalize()).next())
        .isEqualTo("chmod o-w " + folder.getFileName());
    assertThat(open.getFirst().from(folder)).isEqualTo(open.getFirst());
  }

  @Test
  void soIsAFile() throws IOException {
    mode(file, "rw-rw-rw-");

    assertThat(OpenPath.among(List.of(file))).containsExactly(new OpenPath(file, "0666"));
  }

  @Test
  void whatOthersCanOnlyReadIsNotOpenNorAFolderLikeTmp() throws IOException {
    assertThat(OpenPath.among(List.of(file))).isEmpty();

    Files.setAttribute(folder, "unix:mode", 01777);

    assertThat(OpenPath.among(List.of(file))).isEmpty();
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
