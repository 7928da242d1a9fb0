package dev.giteadrone.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.time.Deadline;
import dev.giteadrone.time.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShellQuotingTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deploy",
        ".#server",
        "my-admin@git.example.org",
        "--flake=.#host",
        "/a_b/c.d:e,f%+"
      })
  void whatAShellTakesAsItIsStaysReadable(String word) {
    assertThat(ShellQuoting.word(word)).isEqualTo(word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "#x", "~", "~/x", "a=~/x", "a b", "$HOME", "`id`", "a;b", "a\\b", "*", "{a,b}"
      })
  void whatAShellWouldChangeIsQuoted(String word) {
    assertThat(ShellQuoting.word(word)).isEqualTo("'" + word + "'");
  }

  @Test
  void aShellReadsTheSameWords() {
    List<String> words =
        List.of("", "it's", "'", "a\nb", "\"", "$(id)", "~/x", "a=~", "#", ".#a", "*", "!", "ä ö");
    String script =
        "for word in " + ShellQuoting.line(words) + "; do printf '<%s>' \"$word\"; done";

    Subprocess.Result result =
        new Subprocess(new Timeline(), Map.of())
            .run(
                new Subprocess.Command(List.of("/bin/sh", "-c", script), folder, Map.of(), true),
                new byte[0],
                Deadline.in(Duration.ofSeconds(60)));

    assertThat(result.stderr()).isEmpty();
    assertThat(result.text()).isEqualTo("<" + String.join("><", words) + ">");
  }
}
