package dev.giteadrone.report.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.report.Sample;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Says which file could not be written, why, and what to do. */
final class ReportFailureTest {
  private static final Path FILE = Path.of("/srv/ci/run.xml");

  @TempDir Path folder;

  @Test
  void aFullDiskIsNamed() {
    // A write fails with the text alone, a new file with an exception of its own.
    for (IOException full :
        new IOException[] {
          new IOException("No space left on device"),
          new FileSystemException("/srv/ci/.run.xml", null, "Disk quota exceeded")
        }) {
      Problem problem = ReportFailure.of(FILE, full).problem();
      assertThat(problem.summary()).isEqualTo("writing the report to /srv/ci/run.xml");
      assertThat(problem.seen()).startsWith("the disk is full: ");
      assertThat(problem.next()).startsWith("free some space on the disk of /srv/ci");
    }
  }

  @Test
  void aMissingPermissionNamesTheFolder() {
    Failure failure = ReportFailure.of(FILE, new AccessDeniedException("/srv/ci/.run.xml.1"));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(failure.problem().seen()).isEqualTo("no permission to write in /srv/ci");
    assertThat(failure.problem().next()).contains("ls -ld /srv/ci", "--report");
  }

  @Test
  void anythingElseIsWhatTheSystemSays() {
    Problem problem =
        ReportFailure.of(FILE, new FileSystemException("x", null, "Read-only file system"))
            .problem();
    assertThat(problem.seen()).isEqualTo("Read-only file system");
    assertThat(ReportFailure.of(FILE, new IOException()).problem().seen())
        .isEqualTo("the system does not say why");
  }

  @Test
  void aFolderThatIsGoneOrInThePlaceOfTheFileIsNamed() throws Exception {
    Path gone = folder.resolve("gone/run.json");
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> ReportFile.write(gone, Sample.again()))
        .withMessageContaining("there is no folder " + folder.resolve("gone"));
    Path full = folder.resolve("run.json");
    Files.createDirectories(full.resolve("x"));
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> ReportFile.write(full, Sample.again()))
        .withMessageContaining("this is a folder");
    assertThat(folder.toFile().list()).containsExactly("run.json");
  }
}
