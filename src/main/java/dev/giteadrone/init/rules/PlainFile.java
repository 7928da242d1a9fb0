package dev.giteadrone.init.rules;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.io.AtomicFile;
import dev.giteadrone.io.Draft;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Revision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Reads and writes files that everybody may read; writes are atomic. */
public final class PlainFile {
  private static final Case UNWRITABLE =
      Case.of(ProblemId.INIT_FILES, "unwritable", "file", "error");

  private PlainFile() {}

  /** Writes a file that is not there yet, with mode 0644. */
  public static void create(Path path, String text) {
    try (Draft draft = new AtomicFile(path).draft(text.getBytes(StandardCharsets.UTF_8))) {
      Files.setPosixFilePermissions(draft.path(), PosixFilePermissions.fromString("rw-r--r--"));
      draft.commit(Revision.ABSENT);
    } catch (IOException e) {
      throw UNWRITABLE.failure(e, path, e.getClass().getSimpleName());
    }
  }

  /** The text of the nearest file of that name in the folders above {@code path}, or nothing. */
  public static String textAbove(Path path, String name) {
    for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
      AtomicFile file = new AtomicFile(folder.resolve(name));
      if (Files.isRegularFile(file.path())) {
        return new String(file.read().bytes(), StandardCharsets.UTF_8);
      }
    }
    return "";
  }
}
