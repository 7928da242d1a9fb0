package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.model.result.CheckId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
  private static final Pattern IN_SOURCE =
      Pattern.compile(
          "(?:(?:new Problem(?:Details)?|Problem\\.of|refused)\\(\\s*|String ID = )"
              + "\"([A-Za-z.-]+)\"(?! *\\+)");

  private static final Pattern QUOTED = Pattern.compile("`[^`\\n]+`");

  /** The start of a command line, told from prose about the same program. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?<![\\w/.~-])(?:gitea-drone [a-z-]|gitea admin |git (?:pull|push|fetch|commit|clone)\\b"
              + "|sops (?:[A-Z-]|decrypt|encrypt|rotate|set |updatekeys)|(?:ssh|sudo|ss) [A-Z-]"
              + "|ssh-keygen |openssl [a-z]|(?:systemctl|journalctl) |export [A-Z])");

  private final Map<String, String> texts = new Explanations().all();

  @TempDir Path folder;

  @Test
  void everyCheckIsExplained() {
    for (CheckId check : CheckId.values()) {
      assertThat(texts).containsKey(check.id());
      assertThat(texts.get(check.id())).as(check.id()).contains("Do:");
    }
  }

  @Test
  void everyKeyOfTheConfigurationIsExplained() {
    assertThat(texts.keySet()).containsAll(ConfigFile.checks());
  }

  @Test
  void everyProblemOfTheSourcesIsExplained() throws Exception {
    Set<String> ids = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(p -> p.toString().endsWith(".java")).toList()) {
        Matcher matcher = IN_SOURCE.matcher(Files.readString(source));
        while (matcher.find()) {
          ids.add(matcher.group(1));
        }
      }
    }
    assertThat(ids).contains("run.frozen");
    ids.removeIf(id -> new Explanations().of(id).isPresent());
    assertThat(ids).isEmpty();
  }

  @Test
  void eachTextFitsTheTerminalAndStartsWithWhatHolds() {
    texts.forEach((id, text) -> {
      assertThat(text.lines()).as(id).isNotEmpty().allMatch(line -> line.length() <= 80);
      assertThat(Explanations.summary(text).lines().count()).as(id).isBetween(1L, 3L);
    });
  }

  @Test
  void eachCommandStandsOutAndLiesOnOneLine() {
    texts.forEach((id, text) -> {
      String prose = QUOTED.matcher(text).replaceAll("");
      assertThat(prose.replace('\n', ' ')).as(id).doesNotContainPattern(COMMAND);
      assertThat(prose).as(id + " closes each quote on its line").doesNotContain("`");
    });
    assertThat(texts.values()).filteredOn(text -> text.contains("`")).hasSizeGreaterThan(25);
  }

  @Test
  void anIdIsExplainedOnStandardOutput() {
    ShellFixture shell = new ShellFixture(folder);
    assertThat(run(shell, "explain", "webhook.delivered")).isZero();
    assertThat(shell.out())
        .startsWith("webhook.delivered\n\nA push to the canary repository")
        .contains("ALLOWED_HOST_LIST");
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void anIdWithAPartOfItsOwnIsExplainedByItsFamily() {
    assertThat(new Explanations().of("tool.sops").orElseThrow()).contains("on PATH");
    assertThat(new Explanations().of("tools")).isEmpty();
  }

  @Test
  void anIdThatIsNotKnownIsGuessed() {
    ShellFixture shell = new ShellFixture(folder);
    assertThat(run(shell, "explain", "webhook.deliverd")).isEqualTo(2);
    assertThat(shell.err()).contains("did you mean webhook.delivered?");
    assertThat(run(shell, "explain", "\u001b[31m")).isEqualTo(2);
    assertThat(shell.err()).doesNotContain("\u001b");
  }

  @Test
  void allIdsAreListed() {
    ShellFixture shell = new ShellFixture(folder);
    assertThat(run(shell, "explain")).isZero();
    assertThat(shell.out()).contains("gitea.ready\n    Gitea answers at its URL");
  }

  private static int run(ShellFixture shell, String... args) {
    return shell.run(
        progress -> {
          throw new AssertionError("no program should run, and tell " + progress);
        },
        args);
  }
}
