package dev.giteadrone.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which words of a remedy are a command to copy. */
final class CommandsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "git pull; if it is the newest, gitea-drone bootstrap --allow-rotate"
            + "| [git pull]; if it is the newest, [gitea-drone bootstrap --allow-rotate]",
        "git pull first; otherwise run it again with --allow-rotate."
            + "| [git pull] first; otherwise run it again with [--allow-rotate].",
        "gitea-drone plan shows which one it is | [gitea-drone plan] shows which one it is",
        "check it with gitea-drone verify --level basic"
            + "| check it with [gitea-drone verify --level basic]",
        "remove it: sops edit .secrets/drone.yaml | remove it: [sops edit .secrets/drone.yaml]",
        "sops updatekeys a/b.yaml if the file exists; sops rotate -i that file"
            + "| [sops updatekeys a/b.yaml] if the file exists; [sops rotate -i] that file",
        "on my-host: journalctl -u drone-runner-exec, then systemctl restart drone-runner-exec; a"
            + "| on my-host: [journalctl -u drone-runner-exec],"
            + " then [systemctl restart drone-runner-exec]; a",
        "on its host, run curl https://git.my-domain.tld:3000/api/healthz."
            + "| on its host, run [curl https://git.my-domain.tld:3000/api/healthz].",
        "`sops updatekeys FILE` and `a b`, then (git pull)"
            + "| [sops updatekeys FILE] and [a b], then ([git pull])",
        "check the digit pull of the git server | check the digit pull of the git server",
        "gitea-drone.yaml, my-git pull, sandbox--all | gitea-drone.yaml, my-git pull, sandbox--all",
      })
  void aCommandEndsWhereTheEnglishBegins(String text, String marked) {
    assertThat(marked(text)).isEqualTo(marked);
  }

  @Test
  void aTextWithoutOneIsOnePart() {
    assertThat(marked("open the build in Drone")).isEqualTo("open the build in Drone");
    assertThat(marked("")).isEmpty();
    assertThat(marked("one ` backtick")).isEqualTo("one ` backtick");
  }

  private static String marked(String text) {
    return Commands.parts(text).stream().map(CommandsTest::marked).collect(Collectors.joining());
  }

  private static String marked(Map<String, Object> part) {
    String command =
        ((List<?>) part.getOrDefault("command", List.of()))
            .stream()
                .map(words -> ((List<?>) ((Map<?, ?>) words).get("words")))
                .map(words -> words.stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .map(words -> "[" + words + "]")
                .collect(Collectors.joining());
    return part.getOrDefault("text", "") + command;
  }
}
