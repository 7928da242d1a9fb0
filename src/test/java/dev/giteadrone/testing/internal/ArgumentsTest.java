package dev.giteadrone.testing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments that no server should get to see, or that would break the check itself. */
final class ArgumentsTest {
  @ParameterizedTest
  @ValueSource(strings = {"a\nb\nc", "x\r\ny\r\nz", "a\nb.lock", "a%b", "100%"})
  void aBranchOfSeveralLinesOrWithAPercentSignIsRefused(String name) {
    refused(() -> Arguments.branch("branch(name)", name), "git allows no branch of this name");
  }

  @Test
  void aBranchThatIsTooLongIsRefusedWithoutRepeatingItWhole() {
    assertThatThrownBy(() -> Arguments.branch("branch(name)", "x".repeat(5000)))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .hasSizeLessThan(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\0b", "docs/\u001b[31m", "a\u0085b"})
  void aPathWithControlCharactersIsRefused(String path) {
    refused(() -> Arguments.filePath("file(path)", path), "control character", "give one without");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void aSecretNameThatIsAPathIsRefused(String name) {
    refused(() -> Arguments.secretName("secret(name)", name), "secret(name) with '" + name + "'");
  }

  @Test
  void aVeryLongNameIsRefusedAndDoesNotOverflowTheStack() {
    String longest = "a-".repeat(50_000) + "a";
    refused(() -> Arguments.userName("createUser(name)", longest), "createUser(name) with 'a-a-");
    refused(() -> Arguments.cronJob("cron(job)", longest), "cron(job) with 'a-a-");
    refused(() -> Arguments.secretName("secret(name)", longest), "secret(name) with 'a-a-");
  }

  @Test
  void aCommitMessageWithNulIsRefused() {
    refused(() -> Arguments.commitMessage("message(text)", "a\0b"), "message(text)", "NUL");
  }

  @Test
  void aMessageShowsNoTerminalEscapes() {
    assertThatThrownBy(() -> Arguments.userName("createUser(name)", "\u001b[31mred\nline"))
        .message()
        .doesNotContain("\u001b", "\n");
  }

  @Test
  void aLimitForeverIsAYear() {
    assertThat(Arguments.limit("awaitBuild(limit)", ChronoUnit.FOREVER.getDuration()))
        .isEqualTo(Duration.ofDays(365));
  }

  @Test
  @SuppressWarnings("NullAway") // The compiler of a caller need not know this annotation.
  void nullIsRefusedWithTheArgument() {
    refused(() -> Arguments.userName("createUser(name)", null), "createUser(name) is null");
    refused(() -> Arguments.repositoryName("createRepository(name)", null), "(name) is null");
    refused(() -> Arguments.filePath("file(path)", null), "file(path) is null");
    refused(() -> Arguments.present("secret(value)", "value", null), "secret(value) is null");
    refused(() -> Arguments.limit("awaitBuild(limit)", null), "awaitBuild(limit) is null");
  }

  private static void refused(ThrowingCallable call, String... texts) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(texts);
  }
}
