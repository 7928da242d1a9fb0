package dev.giteadrone.testing;

import dev.giteadrone.gitea.api.model.ChangeFileOperation;
import dev.giteadrone.gitea.api.model.ChangeFilesOptions;
import dev.giteadrone.gitea.api.model.ContentsResponse;
import dev.giteadrone.services.gitea.RepositoriesApi;
import dev.giteadrone.testing.internal.Arguments;
import dev.giteadrone.testing.internal.Calls;
import dev.giteadrone.testing.internal.WrongUse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One commit of one or more files, sent with {@link #push}. */
public final class Push {
  private final TestRepository repository;
  private final Map<String, Optional<byte[]>> files = new LinkedHashMap<>();
  private String branch = TestRepository.DEFAULT_BRANCH;
  private String message = "Change files for a test";

  Push(TestRepository repository) {
    this.repository = repository;
  }

  /** Creates or replaces a file. */
  public Push file(String path, String text) {
    return file(path, Arguments.given("file(path, text)", text).getBytes(StandardCharsets.UTF_8));
  }

  /** Creates or replaces a file. */
  public Push file(String path, byte[] content) {
    files.put(Arguments.filePath("file(path, …)", path), Optional.of(content.clone()));
    return this;
  }

  /** Deletes a file. */
  public Push delete(String path) {
    files.put(Arguments.filePath("delete(path)", path), Optional.empty());
    return this;
  }

  /**
   * The branch; {@code main} if not set. If it does not exist, it is created from the default
   * branch.
   */
  public Push branch(String name) {
    this.branch = Arguments.branch("branch(name)", name);
    return this;
  }

  /** The commit's message. If it contains {@code [CI SKIP]}, Drone builds nothing. */
  public Push message(String text) {
    this.message = Arguments.commitMessage("message(text)", text);
    return this;
  }

  /**
   * Creates the commit in Gitea. That starts a build if the branch has a pipeline.
   *
   * @throws IllegalArgumentException if a path is a folder, or a file to delete does not exist
   * @throws dev.giteadrone.errors.GiteaDroneException if Gitea cannot be reached
   */
  public TestCommit push() {
    return repository.pushing(this::pushAlone);
  }

  private TestCommit pushAlone() {
    TestUser owner = repository.owner();
    RepositoriesApi api = owner.gitea(RepositoriesApi.class);
    boolean exists = branchExists(api);
    String base = exists ? branch : TestRepository.DEFAULT_BRANCH;
    List<ChangeFileOperation> changes = new ArrayList<>();
    files.forEach((path, content) -> changes.add(change(api, base, path, content)));
    String sha =
        Calls.body(
                "pushing to " + repository.fullName(),
                api.changeFiles(
                    owner.username(),
                    repository.name(),
                    new ChangeFilesOptions(changes, message, base, exists ? null : branch)),
                WrongUse.status(
                    422,
                    "Gitea cannot change these files: " + String.join(", ", files.keySet()),
                    "give paths that do not begin with the path of another file"))
            .commit()
            .sha();
    return new TestCommit(repository, sha, branch);
  }

  private boolean branchExists(RepositoriesApi api) {
    return branch.equals(TestRepository.DEFAULT_BRANCH)
        || Calls.found(
                "looking for the branch " + branch + " of " + repository.fullName(),
                api.getBranch(repository.owner().username(), repository.name(), branch))
            .isPresent();
  }

  private ChangeFileOperation change(
      RepositoriesApi api, String base, String path, Optional<byte[]> content) {
    @Nullable String blob =
        Calls.found(
                "looking for " + path + " in " + repository.fullName(),
                api.getFile(repository.owner().username(), repository.name(), path, base),
                WrongUse.otherShape("it is a folder", "give the path of a file"))
            .map(ContentsResponse::sha)
            .orElse(null);
    if (blob == null && content.isEmpty()) {
      throw Arguments.wrong(
          "delete(path)",
          path,
          "there is no such file on the branch " + base + " of " + repository.fullName(),
          "give the path of a file that was pushed");
    }
    return content
        .map(bytes ->
            new ChangeFileOperation(
                blob == null ? "create" : "update",
                path,
                Base64.getEncoder().encodeToString(bytes),
                blob))
        .orElseGet(() -> new ChangeFileOperation("delete", path, null, blob));
  }
}
