package dev.giteadrone.io.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.io.Subprocess;
import dev.giteadrone.io.git.GitStatus.State;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitStatusTest {
  private final Subprocess subprocess = new Subprocess(new Timeline());
  @TempDir Path folder;

  @Test
  void tellsTheStatesOfFilesApart() throws IOException {
    git("init", "-q", "-b", "main");
    Path clean = write("sub/clean [1].yaml", "a");
    Path modified = write("modified", "a");
    write(".gitignore", "ignored\n");
    git("add", ".");
    commit();
    write("modified", "b");
    Path staged = write("staged", "a");
    git("add", "staged");
    Path untracked = write("new/untracked", "a");
    Path ignored = write("ignored", "a");
    Path missing = folder.resolve("nowhere/missing");
    GitStatus status = of(clean, modified, staged, untracked, ignored, missing);
    assertThat(status.files())
        .containsExactly(
            Map.entry(clean, State.CLEAN),
            Map.entry(modified, State.MODIFIED),
            Map.entry(staged, State.MODIFIED),
            Map.entry(untracked, State.UNTRACKED),
            Map.entry(ignored, State.IGNORED),
            Map.entry(missing, State.MISSING));
    assertThat(status.invisible()).containsExactly(untracked, ignored, missing);
    assertThat(status.add()).isEqualTo("git add -f");
    assertThat(of(modified, untracked).add()).isEqualTo("git add");
    assertThat(status.pending()).containsExactly(modified, staged, untracked, ignored);
    assertThat(status.upstream()).isEmpty();
  }

  @Test
  void countsTheCommitsThatThisCloneLacks() throws IOException {
    git("init", "-q", "-b", "main");
    Path file = write("a", "a");
    git("add", ".");
    commit();
    git("branch", "-q", "upstream");
    git("checkout", "-q", "upstream");
    commit();
    commit();
    git("checkout", "-q", "main");
    git("branch", "-q", "--set-upstream-to=upstream");
    assertThat(of(file).upstream()).contains(new GitStatus.Upstream("upstream", 2));
  }

  @Test
  void aCommitWithoutABranchFollowsTheBranchOfTheRemoteThatContainsIt() throws IOException {
    git("init", "-q", "-b", "main");
    Path file = write("a", "a");
    git("add", ".");
    commit();
    git("checkout", "-q", "--detach");
    assertThat(of(file).upstream()).isEmpty();

    git("update-ref", "refs/remotes/origin/main", "HEAD");
    git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
    assertThat(of(file).upstream()).contains(new GitStatus.Upstream("origin/main", 0));

    git("checkout", "-q", "main");
    commit();
    commit();
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    git("checkout", "-q", "--detach", "HEAD~2");
    assertThat(of(file).upstream()).contains(new GitStatus.Upstream("origin/main", 2));
    assertThat(
            WorkTree.of(folder, subprocess, Deadline.in(Duration.ofMinutes(1)))
                .orElseThrow()
                .upstream())
        .contains(new GitStatus.Upstream("origin/main", 2));

    git("update-ref", "refs/remotes/origin/release", "HEAD");
    assertThat(of(file).upstream()).contains(new GitStatus.Upstream("origin/release", 0));
  }

  @Test
  void saysWhereThereIsNoGit() throws IOException {
    Path file = write("a", "a");
    assertThat(of(file).files()).containsExactly(Map.entry(file, State.NOT_IN_GIT));
    assertThat(of(file).pending()).isEmpty();
  }

  private GitStatus of(Path... files) {
    return GitStatus.of(List.of(files), subprocess, soon());
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, text);
  }

  private void commit() {
    new GitFolder(folder).commit();
  }

  private void git(String... arguments) {
    new GitFolder(folder).git(arguments);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}
