package dev.giteadrone.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void readsAMissingFileAsAbsent() {
    AtomicFile.Content content = new AtomicFile(folder.resolve("a")).read();
    assertThat(content.revision()).isEqualTo(Revision.ABSENT);
    assertThat(content.bytes()).isEmpty();
  }

  @Test
  void givesTheDigestAsRevision() throws IOException {
    Path path = Files.writeString(folder.resolve("a"), "abc");
    assertThat(new AtomicFile(path).read().revision().fingerprint())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void createsAPrivateFileInPrivateFolders() throws IOException {
    Path path = folder.resolve("b/c/d");
    AtomicFile file = new AtomicFile(path);
    file.preflight();
    assertThat(folder.resolve("b")).doesNotExist();
    Revision revision = file.replace("x".getBytes(UTF_8), Revision.ABSENT);
    assertThat(file.read().revision()).isEqualTo(revision);
    assertThat(mode(path)).isEqualTo("rw-------");
    assertThat(mode(folder.resolve("b"))).isEqualTo("rwx------");
    assertThat(names(folder.resolve("b/c"))).containsExactly("d");
  }

  @Test
  void keepsTheModeOfAnExistingFile() throws IOException {
    Path path = Files.writeString(folder.resolve("a"), "old");
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
    AtomicFile file = new AtomicFile(path);
    file.replace("new".getBytes(UTF_8), file.read().revision());
    assertThat(mode(path)).isEqualTo("rw-r--r--");
    assertThat(path).hasContent("new");
  }

  @Test
  void neverOverwritesSomebodysEdit() throws IOException {
    Path path = Files.writeString(folder.resolve("a"), "old");
    AtomicFile file = new AtomicFile(path);
    Revision read = file.read().revision();
    Files.writeString(path, "theirs");
    assertRefused(file, read);
    assertRefused(file, Revision.ABSENT);
    Files.delete(path);
    assertRefused(file, read);
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void seesAnEditMadeWhileTheDraftWasWorkedOn() throws IOException {
    Path path = Files.writeString(folder.resolve("a"), "old");
    AtomicFile file = new AtomicFile(path);
    Revision read = file.read().revision();
    try (Draft draft = file.draft("new".getBytes(UTF_8))) {
      Files.writeString(path, "theirs");
      assertThatThrownBy(() -> draft.commit(read)).hasMessageContaining("nothing was overwritten");
    }
    assertThat(path).hasContent("theirs");
    assertThat(names(folder)).containsExactly("a");
  }

  @Test
  void replacesWhatALinkPointsToAndKeepsTheLink() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real")).resolve("a");
    Files.writeString(real, "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real/a"));
    AtomicFile file = new AtomicFile(link);
    file.replace("new".getBytes(UTF_8), file.read().revision());
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new").isRegularFile();
    assertThat(names(folder)).containsExactly("link", "real");
  }

  @Test
  void createsWhatADanglingLinkPointsTo() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("later/a"));
    new AtomicFile(link).replace("new".getBytes(UTF_8), Revision.ABSENT);
    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("later/a")).hasContent("new");
  }

  @Test
  void failsOnALinkToItself() throws IOException {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, Path.of("link"));
    assertFails(() -> new AtomicFile(link).target());
  }

  @Test
  void sweepsTheDraftOfAKilledRunAndNothingElse() throws Exception {
    Path path = Files.writeString(folder.resolve("a"), "x");
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path dead = leftover("a", ended.pid());
    Path alive = leftover("a", ProcessHandle.current().parent().orElseThrow().pid());
    Path longDead = leftover("a", 1);
    Files.setLastModifiedTime(longDead, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    // In a container each run may have the same process id.
    Path sameId = leftover("a", ProcessHandle.current().pid());
    Path foreign = leftover("b", ended.pid());
    Path edited = Files.writeString(folder.resolve(".a.gitea-drone-notes.tmp"), "x");
    AtomicFile file = new AtomicFile(path);
    try (Draft mine = file.draft(new byte[0])) {
      file.preflight();
      assertThat(List.of(dead, longDead, sameId)).noneMatch(Files::exists);
      assertThat(List.of(alive, foreign, edited, mine.path())).allMatch(Files::exists);
    }
  }

  @Test
  void leavesNoDraftWhenClosedUncommitted() throws IOException {
    AtomicFile file = new AtomicFile(folder.resolve("a"));
    Draft draft = file.draft("x".getBytes(UTF_8));
    assertThat(mode(draft.path())).isEqualTo("rw-------");
    draft.close();
    assertThat(names(folder)).isEmpty();
  }

  @Test
  void namesTheReasonWhereAPathCannotBe() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertFails(() -> new AtomicFile(file.resolve("a")).preflight());
    assertFails(() -> new AtomicFile(file.resolve("a")).draft(new byte[0]));
    assertFails(() -> new AtomicFile(folder).read());
  }

  @Test
  void saysThatADiskIsFull() {
    IOException full = new IOException("No space left on device");
    Failure failure = FileFailures.of("writing a new version of x", full);
    assertThat(failure.problem().next()).contains("free some space");
    assertThat(failure.exitCode()).isEqualTo(ExitCode.SECRETS_FILE);
  }

  private static void assertRefused(AtomicFile file, Revision expected) {
    Failure failure =
        catchThrowableOfType(Failure.class, () -> file.replace("ours".getBytes(UTF_8), expected));
    assertThat(failure.problem().seen()).startsWith("changed by somebody else");
    assertThat(failure.exitCode()).isEqualTo(ExitCode.SECRETS_FILE);
    assertThat(new String(file.read().bytes(), UTF_8)).isNotEqualTo("ours");
  }

  private static void assertFails(Runnable action) {
    Failure failure = catchThrowableOfType(Failure.class, action::run);
    assertThat(failure).isNotNull();
    assertThat(failure.exitCode()).isEqualTo(ExitCode.SECRETS_FILE);
  }

  private Path leftover(String name, long pid) throws IOException {
    return Files.writeString(
        folder.resolve("." + name + ".gitea-drone-" + pid + "-0123456789ab.tmp"), "x");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
