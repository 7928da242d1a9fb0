package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.fakes.TestProblem;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import dev.giteadrone.model.secret.SecondFactor;
import dev.giteadrone.model.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
