package dev.giteadrone.io;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that is always replaced as a whole: a reader sees either the old bytes or the new ones. A
 * symbolic link stays; its target is replaced.
 *
 * <p>All methods throw {@link Failure} with SECRETS_FILE, and then the file is unchanged.
 */
public final class AtomicFile {
  private static final Case CHANGED = Case.of(ProblemId.SECRETS_FILE, "changed", "file");
  private static final Case UNWRITABLE =
      Case.of(ProblemId.SECRETS_FILE, "unwritable", "path", "kind");

  private final Path path;

  /** The file at {@code path}, which need not exist. */
  public AtomicFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  /**
   * The content of a file.
   *
   * @param bytes empty for a file that does not exist
   */
  // The array is not copied: every read creates its own.
  @SuppressWarnings("ArrayRecordComponent")
  public record Content(byte[] bytes, Revision revision) {}

  /** The path, as it was given. */
  public Path path() {
    return path;
  }

  /** The file that is read and replaced: {@link #path} with every symbolic link followed. */
  public Path target() {
    try {
      return Links.resolve(path);
    } catch (IOException e) {
      throw FileFailures.of("resolving " + path, e);
    }
  }

  /** Its bytes and their revision; nothing and {@link Revision#ABSENT} if it does not exist. */
  public Content read() {
    try {
      byte[] bytes = RegularFile.read(path, RegularFile.MAX_SECRETS);
      return new Content(bytes, Revisions.of(bytes));
    } catch (NoSuchFileException e) {
      return new Content(new byte[0], Revision.ABSENT);
    } catch (IOException e) {
      throw FileFailures.of("reading " + path, e);
    }
  }

  /**
   * Checks the permissions for {@link #draft} and {@link Draft#commit}, and removes drafts of
   * killed runs.
   */
  public void preflight() {
    Path target = target();
    Path folder = parent(target);
    Path existing = folder;
    while (!Files.exists(existing)) {
      existing = parent(existing);
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw UNWRITABLE.failure(existing, "folder");
    }
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw UNWRITABLE.failure(target, "file");
    }
    if (existing.equals(folder)) {
      Leftovers.sweep(target);
    }
  }

  /**
   * A copy in the same folder to work on, with these bytes and the mode and owner of the file it is
   * to replace; 0600 for a new one. Folders that are missing are made with 0700.
   */
  public Draft draft(byte[] bytes) {
    Path target = target();
    try {
      Folders.create(parent(target));
      Leftovers.sweep(target);
      return Draft.create(this, target, bytes);
    } catch (IOException e) {
      throw FileFailures.of("writing a new version of " + path, e);
    }
  }

  /**
   * Replaces the content.
   *
   * @param expected the revision from {@link #read}; if the content has changed since, the call
   *     fails
   */
  public Revision replace(byte[] bytes, Revision expected) {
    try (Draft draft = draft(bytes)) {
      return draft.commit(expected);
    }
  }

  /** Removes drafts that killed runs left beside it. */
  public void sweep() {
    Leftovers.sweep(target());
  }

  /**
   * Removes it.
   *
   * @param expected the revision from {@link #read}; if the content has changed since, the call
   *     fails
   */
  public void remove(Revision expected) {
    Path target = target();
    if (!read().revision().equals(expected)) {
      throw changedMeanwhile();
    }
    try {
      Files.deleteIfExists(target);
      Folders.sync(parent(target));
    } catch (IOException e) {
      throw FileFailures.of("removing " + path, e);
    }
  }

  /** The refusal to overwrite what somebody else wrote. */
  public Failure changedMeanwhile() {
    return CHANGED.failure(path);
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    return parent == null ? path : parent;
  }
}
