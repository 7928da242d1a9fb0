package dev.giteadrone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.io.Subprocess;
import dev.giteadrone.io.git.GitFolder;
import dev.giteadrone.io.git.WorkTree;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.plan.Refusal;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In work trees of the real git. */
final class DeployRefusalsTest {
  private final Subprocess subprocess = new Subprocess(new Timeline());
  @TempDir Path root;
  private Path folder = Path.of("");

  @BeforeEach
  void committedConfiguration() throws IOException {
    git("init", "-q", "-b", "main");
    folder = Files.createDirectories(root.resolve("hosts/server"));
    Files.writeString(
        folder.resolve("gitea-drone.yaml"),
        """
        gitea: { url: https://git.example.org, admin: { username: me } }
        drone: { url: https://drone.example.org }
        secrets: { file: .secrets/drone.yaml }
        deploy: { command: [deploy] }
        """);
    write(".secrets/drone.yaml");
    write(".secrets/gitea-admin.yaml");
    for (int i = 1; i <= 7; i++) {
      write("module " + i + ".nix");
    }
    git("add", ".");
    commit();
  }

  @Test
  void cleanCheckoutIsFine() {
    assertThat(refusals()).isEmpty();
    assertThat(new DeployRefusals(desired(), Set.of()).of(Optional.empty(), Map.of())).isEmpty();
  }

  @Test
  void changesOfTheSecretsFilesAndUntrackedFilesAreFine() throws IOException {
    Files.writeString(folder.resolve(".secrets/drone.yaml"), "changed");
    Files.delete(folder.resolve(".secrets/gitea-admin.yaml"));
    write("untracked.nix");
    assertThat(refusals()).isEmpty();
  }

  @Test
  void otherChangesAreRefusedAndAtMostFiveAreListed() throws IOException {
    Files.writeString(folder.resolve("gitea-drone.yaml"), "\n", StandardOpenOption.APPEND);
    Problem one = only();
    assertThat(one.check()).isEqualTo("deploy.dirty");
    assertThat(one.seen()).endsWith(": gitea-drone.yaml");
    assertThat(one.next()).contains("--deploy-anyway");

    git("mv", "hosts/server/module 7.nix", "hosts/server/moved.nix");
    for (int i = 1; i <= 6; i++) {
      Files.writeString(folder.resolve("module " + i + ".nix"), "changed");
    }
    assertThat(only().seen()).contains("module 1.nix, ").endsWith(" and 3 more");
  }

  /** Twenty hosts in one repository: each run writes its own files there. */
  @Test
  void changesOfTheSecretsFilesOfOtherHostsOfTheSameRunAreFine() throws IOException {
    Files.writeString(folder.resolve("module 1.nix"), "changed");
    Files.writeString(folder.resolve("module 2.nix"), "changed");

    assertThat(refusals(Map.of(), Set.of(folder.resolve("module 1.nix"))))
        .extracting(refusal -> refusal.problem().seen())
        .singleElement()
        .asString()
        .endsWith(": module 2.nix");
  }

  @Test
  void renamedFileIsOneChange() {
    git("mv", "hosts/server/module 7.nix", "hosts/server/moved.nix");
    assertThat(only().seen()).endsWith(": moved.nix");
  }

  @Test
  void repositoryWithoutACommitHasNothingToDifferFrom() {
    git("checkout", "-q", "--orphan", "unborn");
    assertThat(refusals()).isEmpty();
  }

  @Test
  void branchBehindItsUpstreamIsRefused() {
    git("checkout", "-q", "-b", "upstream");
    commit();
    git("checkout", "-q", "main");
    git("branch", "-q", "--set-upstream-to=upstream");
    Problem problem = only();
    assertThat(problem.check()).isEqualTo("deploy.branch");
    assertThat(problem.seen())
        .isEqualTo("it is 1 commit behind upstream, as of the last git fetch");
    assertThat(problem.next()).startsWith("git pull");
    git("merge", "-q", "upstream");
    assertThat(refusals()).isEmpty();
  }

  @Test
  void buildOfThisVeryDroneIsRefused() {
    for (String host : List.of("drone.example.org", "Drone.example.org:443")) {
      List<Refusal> refusals =
          refusals(Map.of("DRONE", "true", "DRONE_SYSTEM_HOST", host, "DRONE_BUILD_NUMBER", "12"));
      assertThat(refusals).extracting(Refusal::exitCode).containsExactly(ExitCode.CHANGES_PENDING);
      Problem problem = refusals.getFirst().problem();
      assertThat(problem.check()).isEqualTo("deploy.inside");
      assertThat(problem.summary()).contains("build 12");
      assertThat(problem.next()).contains("workstation", "gitea-drone verify");
    }
  }

  @Test
  void repositoryThatGitDoesNotTellAboutIsRefused() throws IOException {
    Files.writeString(root.resolve(".git/HEAD"), "no reference");

    assertThatThrownBy(this::refusals)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("git does not answer")
        .hasMessageContaining("--deploy-anyway");
  }

  @Test
  void buildOfAnotherDroneIsFine() {
    assertThat(refusals(Map.of("DRONE", "true", "DRONE_SYSTEM_HOST", "ci.example.org"))).isEmpty();
    assertThat(refusals(Map.of("DRONE_SYSTEM_HOST", "drone.example.org"))).isEmpty();
  }

  private Problem only() {
    List<Refusal> refusals = refusals();
    assertThat(refusals).hasSize(1);
    return refusals.getFirst().problem();
  }

  private List<Refusal> refusals() {
    return refusals(Map.of());
  }

  private List<Refusal> refusals(Map<String, String> environment) {
    return refusals(environment, Set.of());
  }

  private List<Refusal> refusals(Map<String, String> environment, Set<Path> siblings) {
    return new DeployRefusals(desired(), siblings)
        .of(WorkTree.of(folder, subprocess, soon()), environment);
  }

  private Desired desired() {
    return ConfigFile.load(folder.resolve("gitea-drone.yaml"), Map.of());
  }

  private void write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, name);
  }

  private void commit() {
    new GitFolder(root).commit();
  }

  private void git(String... arguments) {
    new GitFolder(root).git(arguments);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }
}
