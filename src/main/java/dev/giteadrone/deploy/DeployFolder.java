package dev.giteadrone.deploy;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.model.desired.DeployJob;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The files of a deploy beside the lock. With them, a run can wait for a deploy of an earlier run
 * that was killed: {@code deploy} (its process id, written by itself before it does anything, so at
 * most a moment after the process started), {@code deploy.exit} (its exit code, once it has ended),
 * {@code deploy.log} (its output) and {@code deploy.undone} (exists unless the last deploy
 * succeeded).
 */
final class DeployFolder {
  private static final Case UNUSABLE = Case.of(ProblemId.DEPLOY_STATE, "unusable", "folder");

  // The kernel counts the start of a process in ticks since boot, and the clock may be adjusted in
  // the meantime.
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final Path folder;
  private final String name;

  /**
   * The files of one job.
   *
   * @param folder beside the lock
   */
  DeployFolder(Path folder, DeployJob job) {
    this.folder = folder;
    this.name = job.label();
  }

  Path path() {
    return folder;
  }

  /** The prefix of its file names. */
  String name() {
    return name;
  }

  Path log() {
    return folder.resolve(name + ".log");
  }

  /** Exists from the start of a deploy until all of it succeeded. */
  Path undone() {
    return folder.resolve("deploy.undone");
  }

  private Path pid() {
    return folder.resolve(name);
  }

  private Path exit() {
    return folder.resolve(name + ".exit");
  }

  /** The deploy that is running; a record of one that has ended is removed. */
  Optional<ProcessHandle> running() {
    Path file = pid();
    try {
      FileTime written = Files.getLastModifiedTime(file);
      Optional<ProcessHandle> process =
          number(file)
              .flatMap(ProcessHandle::of)
              .filter(ProcessHandle::isAlive)
              .filter(found -> startedBefore(found, written.toInstant().plus(SLACK)));
      if (process.isEmpty()) {
        Files.deleteIfExists(file);
      }
      return process;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Prepares a new deploy: an empty log that only its owner can read, and no old exit code. */
  void prepare() {
    try {
      Files.deleteIfExists(exit());
      Files.deleteIfExists(log());
      Files.createFile(
          log(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** The exit code that the last deploy left; empty if it was killed. */
  OptionalInt exitCode() {
    try {
      return number(exit())
          .map(code -> OptionalInt.of(Math.toIntExact(code)))
          .orElse(OptionalInt.empty());
    } catch (NoSuchFileException e) {
      return OptionalInt.empty();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Removes the record of the deploy that has ended; its log stays. */
  void clear() {
    try {
      Files.deleteIfExists(pid());
      Files.deleteIfExists(exit());
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static boolean startedBefore(ProcessHandle process, Instant latest) {
    return process.info().startInstant().map(start -> start.isBefore(latest)).orElse(true);
  }

  private static Optional<Long> number(Path file) throws IOException {
    String text = Files.readString(file).strip();
    return text.matches("\\d{1,9}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  private Failure unusable(IOException e) {
    return UNUSABLE.failure(e, folder);
  }
}
