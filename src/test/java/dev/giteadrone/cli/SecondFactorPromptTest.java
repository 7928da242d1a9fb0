package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.SecondFactor;
import dev.giteadrone.model.secret.Secret;
import dev.giteadrone.report.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is asked for a code: only somebody at a terminal, who may be asked. */
final class SecondFactorPromptTest {
  @TempDir Path folder;
  private ShellFixture shell;
  private @Nullable SecondFactor given;

  @BeforeEach
  void configure() throws IOException {
    shell = new ShellFixture(folder);
    shell.configure();
  }

  private SecondFactor given(String... args) {
    shell.runProgram(
        (desired, options, progress, environment, codes) -> {
          given = codes;
          throw new Failure(ExitCode.FAILED, TestProblem.of("run.defect", "tried", "seen", "next"));
        },
        args);
    assertThat(given).as(shell.err()).isNotNull();
    return Objects.requireNonNull(given);
  }

  @Test
  void somebodyAtATerminalIsAsked() {
    shell.typed = "123 456\n\n";

    SecondFactor codes = given("bootstrap");

    assertThat(codes.canAsk()).isTrue();
    assertThat(codes.ask("my-admin", false)).contains(Secret.of("123456"));
    assertThat(codes.ask("my-admin", true)).as("Enter alone").isEqualTo(Optional.empty());
    assertThat(codes.ask("my-admin", true)).as("the end of the input").isEmpty();
    assertThat(shell.err())
        .contains("code of the second factor of my-admin")
        .doesNotContain("123456");
  }

  /** One question at a time: what is typed is for the host that is named. */
  @Test
  void eachOfManyHostsIsNamedWhenItAsks() throws IOException {
    for (String name : List.of("alpha", "beta", "gamma")) {
      Files.writeString(
          folder.resolve(name + ".yaml"),
          """
          gitea: { url: "https://git.%1$s.tld", admin: { username: my-admin } }
          drone: { url: "https://drone.%1$s.tld" }
          secrets: { file: %1$s/drone.yaml }
          """
              .formatted(name));
    }
    shell.typed = "1\n2\n3\n";
    shell.terminal = true;
    Map<String, String> codes = new ConcurrentHashMap<>();

    shell.runProgram(
        (desired, options, progress, environment, factor) ->
            shell.program(
                desired,
                options,
                () -> {
                  progress.warning("about to ask");
                  codes.put(
                      desired.drone().url().getHost(),
                      factor.ask("my-admin", false).map(Secret::reveal).orElse(""));
                  return Sample.again();
                }),
        "verify",
        "-f",
        "alpha.yaml",
        "beta.yaml",
        "gamma.yaml",
        "--color=never");

    assertThat(codes.values()).containsExactlyInAnyOrder("1", "2", "3");
    List<String> asked =
        shell
            .err()
            .lines()
            .filter(line -> line.contains(" asks:"))
            .map(line -> line.replaceFirst(".*! ", ""))
            .toList();
    assertThat(asked).containsExactlyInAnyOrder("alpha asks:", "beta asks:", "gamma asks:");
    for (String question : asked) {
      String name = question.replace(" asks:", "");
      String code = codes.get("drone." + name + ".tld");
      assertThat(code).isEqualTo(String.valueOf(asked.indexOf(question) + 1));
    }
    assertThat(shell.err())
        .as("nothing comes between a question and its answer")
        .containsPattern("asks:\n  code of the second factor of my-admin [^\n]*: ");
  }

  @Test
  void nobodyElseIs() {
    assertThat(given("bootstrap").canAsk()).as("no terminal").isFalse();
    shell.typed = "123456\n";
    assertThat(given("bootstrap", "--yes").canAsk()).isFalse();
    assertThat(given("verify", "--output", "json").canAsk()).isFalse();
    shell.environment = Map.of("CI", "true");
    assertThat(given("bootstrap").canAsk()).as("a pipeline").isFalse();
  }
}
