package dev.giteadrone.sandbox.process;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a sandbox, and the paths in it.
 *
 * @param root the folder itself; servers that run as another user must be able to pass through it
 */
public record Folder(Path root) {
  private static final Case NOT_EMPTY = Case.of(ProblemId.SANDBOX_FOLDER, "not-empty", "folder");
  private static final Case GONE = Case.of(ProblemId.SANDBOX_FOLDER, "gone", "folder");
  private static final Case UNREACHABLE =
      Case.of(ProblemId.SANDBOX_FOLDER, "unreachable", "folder", "user");

  /** Creates an empty folder: the wanted one, which must be empty, or a temporary one. */
  public static Folder create(Optional<Path> wanted, SystemUser account) throws IOException {
    Path root;
    if (wanted.isPresent()) {
      root = Files.createDirectories(wanted.get().toAbsolutePath().normalize());
      try (Stream<Path> content = Files.list(root)) {
        if (content.findAny().isPresent()) {
          throw NOT_EMPTY.failure(root);
        }
      }
    } else {
      root = Files.createTempDirectory("gitea-drone-sandbox-");
    }
    return prepare(root, account);
  }

  /**
   * Opens the folder of an earlier sandbox with its data. No process of that sandbox may run.
   *
   * @throws Failure if the folder does not exist
   */
  public static Folder reopen(Path root, SystemUser account) throws IOException {
    if (!Files.isDirectory(root)) {
      throw GONE.failure(root);
    }
    // A killed Docker daemon leaves files that the next daemon does not accept.
    delete(root.resolve("docker"));
    return prepare(root, account);
  }

  private static Folder prepare(Path root, SystemUser account) throws IOException {
    mode(root, "rwx--x--x");
    if (!account.reaches(root)) {
      throw UNREACHABLE.failure(root, account.name());
    }
    Folder folder = new Folder(root.toRealPath());
    for (Path path : List.of(folder.logs(), folder.keys(), folder.run())) {
      mode(Files.createDirectories(path), "rwx------");
    }
    mode(Files.createDirectories(folder.bin()), "rwxr-xr-x");
    return folder;
  }

  /** The servers' logs. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** The log of one part. */
  public Path log(String part) {
    return logs().resolve(part + ".log");
  }

  /** Age keys. */
  public Path keys() {
    return root.resolve("keys");
  }

  /** The folder that stands for a host's /run: decrypted secrets and deploy requests. */
  public Path run() {
    return root.resolve("run");
  }

  /** Programs that the servers' user can reach, and wrapper scripts. */
  public Path bin() {
    return root.resolve("bin");
  }

  /** A part's data. */
  public Path data(String part) {
    return root.resolve(part);
  }

  /**
   * Deletes everything.
   *
   * @param keepLogs whether to keep the logs, to find out why a start failed
   */
  public void remove(boolean keepLogs) {
    if (!keepLogs) {
      delete(root);
      return;
    }
    try (Stream<Path> content = Files.list(root)) {
      content.filter(path -> !path.equals(logs())).forEach(Folder::delete);
    } catch (IOException e) {
      // Then more files than the logs stay.
    }
  }

  /** Creates a folder that belongs to {@code account} alone. */
  public static Path owned(Path path, SystemUser account) throws IOException {
    mode(Files.createDirectories(path), "rwx------");
    account.own(path);
    return path;
  }

  /** Sets the permissions, independent of the umask. */
  public static Path mode(Path path, String permissions) throws IOException {
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /** Writes a file with these permissions. */
  public static Path write(Path file, String text, String permissions) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
    return mode(file, permissions);
  }

  /** Deletes a folder and its content, as far as possible. */
  public static void delete(Path folder) {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // It stays in the folder for temporary files, which the system cleans.
    }
  }
}
