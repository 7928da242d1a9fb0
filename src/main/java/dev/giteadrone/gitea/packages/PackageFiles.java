package dev.giteadrone.gitea.packages;

import dev.giteadrone.diagnosis.Case;
import dev.giteadrone.http.Answer;
import dev.giteadrone.http.Http;
import dev.giteadrone.http.HttpSettings;
import dev.giteadrone.http.Server;
import dev.giteadrone.http.file.FileTransfer;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.ProblemId;
import dev.giteadrone.model.result.Text;
import dev.giteadrone.model.secret.Credential;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The files of one version of a generic package; all of them are ZIPs. */
public final class PackageFiles {
  private static final Case REFUSED =
      Case.of(ProblemId.REPORT_KEPT, "refused", "what", "status", "owner");
  private static final Case ABSENT = Case.of(ProblemId.REPORT_KEPT, "absent", "what", "owner");
  private static final Case TOO_LARGE = Case.of(ProblemId.REPORT_KEPT, "too-large", "what", "size");

  private static final Case OTHER =
      Case.of(ProblemId.REPORT_KEPT, "other-program", "what", "answer", "wanted");

  /** Gitea's only answer to a file that it has stored. */
  private static final int CREATED = 201;

  private static final byte[] ZIP = {'P', 'K', 3, 4};

  /** Far above a report of thousands of hosts. */
  private static final long MOST = 256L * 1024 * 1024;

  /** There may be an answer later; the message is for people. */
  public static final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswerException(String message) {
      super(message);
    }
  }

  private final GenericPackage at;
  private final Http http;
  private final FileTransfer transfer;

  /**
   * Connects to no server yet.
   *
   * @param token an access token of Gitea with the scope {@code write:package}
   * @param deadline when all requests must have ended
   */
  public PackageFiles(GenericPackage at, Secret token, HttpSettings settings, Deadline deadline) {
    this.at = at;
    this.http =
        new Http(
            new Server("Gitea", at.gitea(), ProblemId.REPORT_KEPT),
            settings,
            new Timeline(),
            () -> deadline);
    this.transfer = new FileTransfer(http, new Credential.Token(token), MOST);
  }

  /**
   * Stores a file. One of the same name, which Gitea never replaces, is deleted before.
   *
   * @param name letters, digits, hyphens and dots
   * @throws Failure if Gitea does not take it, or another program answers
   */
  public void put(String name, Path file) {
    String what = "storing " + name + " in " + at;
    Answer<Void> answer = transfer.put(what, at.path(name), file);
    if (answer.status() == 409) {
      Answer<Void> deleted = transfer.delete("deleting the old " + name, at.path(name));
      if (!deleted.ok() && deleted.status() != 404) {
        throw failure("deleting the old " + name + " in " + at, deleted, file);
      }
      answer = transfer.put(what, at.path(name), file);
    }
    if (answer.status() != CREATED) {
      throw failure(what, answer, file);
    }
  }

  /**
   * Fetches a file as it is now.
   *
   * @param to is replaced if it exists; may have only a part of the file after an exception
   * @return whether there is such a file in the package
   * @throws NoAnswerException if Gitea did not answer, or cannot now
   * @throws Failure if Gitea refuses, or the answer is no ZIP or too large
   * @throws UncheckedIOException if {@code to} cannot be written
   */
  public boolean get(String name, Path to) throws NoAnswerException {
    String what = "fetching " + name + " from " + at;
    Answer<?> answer;
    try {
      answer = transfer.get(at.path(name), to);
    } catch (IOException e) {
      Optional<Failure> lasting = http.lasting(what, e);
      if (lasting.isPresent()) {
        throw lasting.get();
      }
      throw new NoAnswerException(http.explain(e));
    }
    int status = answer.status();
    if (status == 404) {
      return false;
    }
    if (status >= 500 || status == 429) {
      throw new NoAnswerException("Gitea answered " + status);
    }
    if (status != 200) {
      throw failure(what, answer);
    }
    if (!isZip(to)) {
      throw other(what, answer, "a ZIP");
    }
    return true;
  }

  private static boolean isZip(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(ZIP.length), ZIP);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Failure failure(String what, Answer<?> answer, Path file) {
    return answer.status() == 413 ? TOO_LARGE.failure(what, size(file)) : failure(what, answer);
  }

  private static Failure other(String what, Answer<?> answer, String wanted) {
    String type =
        Optional.ofNullable(answer.headers().get("Content-Type"))
            .map(text -> Text.neutral(text, 80))
            .orElse("no type");
    return OTHER.failure(what, answer.status() + " with " + type, wanted);
  }

  private Failure failure(String what, Answer<?> answer) {
    return switch (answer.status()) {
      case 401, 403 -> REFUSED.failure(what, answer.status(), at.owner());
      case 404 -> ABSENT.failure(what, at.owner());
      default ->
          answer.ok() ? other(what, answer, "the answer of Gitea") : http.unexpected(what, answer);
    };
  }

  private static String size(Path file) {
    try {
      return Math.ceilDiv(Files.size(file), 1024) + " KiB";
    } catch (IOException e) {
      return "of an unknown size";
    }
  }
}
