package dev.giteadrone.fleet.kept;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.gitea.packages.PackageFiles;
import dev.giteadrone.model.plan.Progress;
import dev.giteadrone.model.result.Elapsed;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.report.fleet.Shard;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Poller;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The reports of one build, one file for each shard. */
public final class KeptReports {
  private static final Case NOT_EMPTY = Case.of(ProblemId.REPORT_KEPT, "not-empty", "folder");
  private static final Case MISSING =
      Case.of(ProblemId.REPORT_KEPT, "missing", "count", "limit", "missing", "trouble");
  private static final Case FILES = Case.of(ProblemId.REPORT_KEPT, "files", "what", "said");

  /** A build of many machines takes minutes, so nobody notices a few seconds. */
  private static final Duration INTERVAL = Duration.ofSeconds(3);

  private static final String STILL = " still missing";

  private final PackageFiles files;

  /** The reports in this version of a package. */
  public KeptReports(PackageFiles files) {
    this.files = files;
  }

  /** The name of the file of a shard, or of a whole report. */
  public static String fileName(Optional<Shard> shard) {
    return shard.map(one -> "shard-" + one.index() + "-of-" + one.count()).orElse("report")
        + ".zip";
  }

  /**
   * Keeps the report in a folder, in place of an older one.
   *
   * @param shard whose report it is; empty for the report of all hosts
   * @throws Failure if the folder has no report, or Gitea does not take it
   */
  public void keep(Path folder, Optional<Shard> shard) {
    try {
      Path archive = Files.createTempFile("report", ".zip");
      // At Ctrl-C nothing below is run.
      archive.toFile().deleteOnExit();
      try {
        ReportArchive.pack(folder, archive);
        files.put(fileName(shard), archive);
      } finally {
        Files.deleteIfExists(archive);
      }
    } catch (IOException e) {
      throw failure("packing " + folder, e);
    }
  }

  /**
   * Fetches the reports of all shards, and waits for those that are not there yet. Each stays a
   * file such as {@code shard-1-of-3.zip}.
   *
   * @param into empty, or does not exist
   * @param deadline when the wait ends
   * @throws Failure if Gitea refuses, or some are still missing: it names their shards
   */
  public void fetch(int shards, Path into, Deadline deadline, Progress progress) {
    prepare(into);
    List<Shard> missing = new ArrayList<>();
    IntStream.rangeClosed(1, shards).forEach(index -> missing.add(new Shard(index, shards)));
    Poller.PollResult<Boolean> end =
        new Poller(new Timeline(), progress)
            .until("reports", deadline, INTERVAL, () -> look(missing, into, deadline));
    if (end.value().isEmpty()) {
      throw MISSING.failure(
          shards,
          Elapsed.describe(deadline.limit()),
          missing.stream()
              .map(shard -> "shard " + shard + " has no report")
              .collect(Collectors.joining(", ")),
          end.lastSeen().endsWith(STILL) ? "" : end.lastSeen());
    }
  }

  /** An error for one shard says nothing about the others, so they are still asked for. */
  private Poller.Poll<Boolean> look(List<Shard> missing, Path into, Deadline deadline) {
    Optional<String> trouble = Optional.empty();
    for (Shard shard : List.copyOf(missing)) {
      if (trouble.isPresent() && deadline.passed()) {
        break;
      }
      String name = fileName(Optional.of(shard));
      try {
        if (fetch(name, into.resolve(name))) {
          missing.remove(shard);
        }
      } catch (PackageFiles.NoAnswerException e) {
        trouble = Optional.of(trouble.orElse(String.valueOf(e.getMessage())));
      }
    }
    return missing.isEmpty()
        ? Poller.Poll.done(true)
        : Poller.Poll.notYet(trouble.orElse(missing.size() + STILL));
  }

  /** Under another name first: half a report must not be taken for one. */
  private boolean fetch(String name, Path to) throws PackageFiles.NoAnswerException {
    Path part = to.resolveSibling(name + ".part");
    try {
      try {
        boolean found = files.get(name, part);
        if (found) {
          Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
        }
        return found;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (UncheckedIOException e) {
      throw failure("writing " + to, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw failure("writing " + to, e);
    }
  }

  /** An older report in it would be taken for one of this build. */
  private static void prepare(Path into) {
    try {
      Files.createDirectories(into);
      try (Stream<Path> content = Files.list(into)) {
        if (content.findAny().isPresent()) {
          throw NOT_EMPTY.failure(into);
        }
      }
    } catch (IOException e) {
      throw failure("creating " + into, e);
    }
  }

  private static Failure failure(String what, IOException e) {
    return FILES.failure(
        e,
        what,
        e.getClass().getSimpleName() + " " + Text.neutral(String.valueOf(e.getMessage()), 200));
  }
}
