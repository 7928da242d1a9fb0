package dev.giteadrone.io;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.secret.Revision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A draft of a new version of a file. It is in the same folder, other programs may edit it, and it
 * is removed when closed without {@link #commit}.
 */
public final class Draft implements AutoCloseable {
  private static final Case OWNER = Case.of(ProblemId.SECRETS_FILE, "owner", "file", "owner");

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final AtomicFile file;
  private final Path target;
  private final Path path;

  private Draft(AtomicFile file, Path target, Path path) {
    this.file = file;
    this.target = target;
    this.path = path;
  }

  static Draft create(AtomicFile file, Path target, byte[] bytes) throws IOException {
    Draft draft = new Draft(file, target, Files.createFile(Leftovers.name(target), PRIVATE));
    try {
      if (Files.exists(target)) {
        draft.takeOwnerAndMode();
      }
      Files.write(draft.path, bytes);
      return draft;
    } catch (IOException | RuntimeException e) {
      draft.close();
      throw e;
    }
  }

  /** The path: same folder, other suffix. */
  public Path path() {
    return path;
  }

  /** The current content. */
  public byte[] bytes() {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw FileFailures.of("reading a new version of " + file.path(), e);
    }
  }

  /**
   * Replaces the file with the draft: syncs it to disk, then renames it, if the file still has the
   * expected content.
   *
   * @throws Failure if somebody has changed the file meanwhile, or writing fails
   */
  public Revision commit(Revision expected) {
    try {
      byte[] bytes;
      try (FileChannel channel =
          FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        ByteBuffer read = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (read.hasRemaining() && channel.read(read) >= 0) {}
        bytes = read.array();
        channel.force(true);
      }
      if (!current().equals(expected)) {
        throw file.changedMeanwhile();
      }
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
      Folders.sync(target.resolveSibling("."));
      return Revisions.of(bytes);
    } catch (IOException e) {
      throw FileFailures.of("replacing " + file.path(), e);
    }
  }

  /** Removes it, unless it has become the file. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // It holds only ciphertext, and a later run removes it.
    } finally {
      Leftovers.done(path);
    }
  }

  private Revision current() throws IOException {
    try {
      return Revisions.of(RegularFile.read(target, RegularFile.MAX_SECRETS));
    } catch (NoSuchFileException e) {
      return Revision.ABSENT;
    }
  }

  private void takeOwnerAndMode() throws IOException {
    PosixFileAttributes old = Files.readAttributes(target, PosixFileAttributes.class);
    PosixFileAttributeView mine = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    PosixFileAttributes now = mine.readAttributes();
    try {
      if (!now.owner().equals(old.owner())) {
        mine.setOwner(old.owner());
      }
      if (!now.group().equals(old.group())) {
        mine.setGroup(old.group());
      }
    } catch (IOException e) {
      throw OWNER.failure(e, file.path(), old.owner() + ":" + old.group());
    }
    mine.setPermissions(old.permissions());
  }
}
