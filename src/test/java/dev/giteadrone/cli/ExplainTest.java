package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
  @TempDir Path folder;

  @Test
  void anIdIsExplainedOnStandardOutput() {
    ShellFixture shell = new ShellFixture(folder);
    assertThat(run(shell, "explain", "webhook.delivered")).isZero();
    assertThat(shell.out())
        .startsWith("webhook.delivered\n\nA push to the canary repository")
        .contains("ALLOWED_HOST_LIST")
        .contains("\nSymptom: ")
        .contains("\nExit code: 7\n");
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void anIdWithAPartOfItsOwnIsExplainedByItsFamily() {
    ShellFixture shell = new ShellFixture(folder);
    assertThat(run(shell, "explain", "tool.sops")).isZero();
    assertThat(shell.out()).startsWith("tool.sops\n\n").contains("on PATH");
    assertThat(run(shell, "explain", "tools")).isEqualTo(2);
  }

  @Test
  void aMistypedIdIsGuessed() {
    assertThat(guess("webhook.deliverd")).contains("did you mean webhook.delivered?");
    assertThat(guess("DRONE.READY")).contains("did you mean drone.ready?");
  }

  @Test
  void thePartOfAnIdIsGuessedBySubject() {
    assertThat(guess("drone.rpc")).contains("did you mean drone.rpc-secret?");
    assertThat(guess("rpc-secret")).contains("did you mean drone.rpc-secret?");
    assertThat(guess("runner")).contains("did you mean runner.docker, runner.exec?");
    assertThat(guess("webhooks.any")).contains("did you mean webhook.created, webhook.delivered?");
  }

  @Test
  void whatIsFarFromAllIsNotGuessed() {
    assertThat(guess("elephant")).doesNotContain("did you mean").contains("lists all");
    assertThat(guess("\u001b[31m")).doesNotContain("\u001b");
  }

  @Test
  void allIdsAreListedBySubject() {
    ShellFixture shell = new ShellFixture(folder);
    assertThat(run(shell, "explain")).isZero();
    assertThat(shell.out())
        .startsWith("Secrets files\n  sops.decrypts\n")
        .contains("\n\nGitea\n  gitea.ready\n    Gitea answers at its URL");
  }

  private String guess(String id) {
    ShellFixture shell = new ShellFixture(folder);
    assertThat(run(shell, "explain", id)).isEqualTo(2);
    assertThat(shell.out()).isEmpty();
    return shell.err();
  }

  private static int run(ShellFixture shell, String... args) {
    return shell.run(
        progress -> {
          throw new AssertionError("no program should run, and tell " + progress);
        },
        args);
  }
}
