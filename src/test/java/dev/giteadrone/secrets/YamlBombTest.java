package dev.giteadrone.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Failure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Secrets files that are small and would fill the memory, or the stack. */
final class YamlBombTest {
  private static final String SOPS = "sops:\n  version: 3.13.3\n  mac: ENC[x]\n";

  @Test
  void aFileThatGrowsWhenItIsReadIsRefused() {
    StringBuilder doubling = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 25; i++) {
      doubling.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    StringBuilder merging = new StringBuilder("m0: &m0 {a: 1, b: 2}\n");
    for (int i = 1; i < 40; i++) {
      merging.append("m%d: &m%d {<<: *m%d, k%d: *m%d}\n".formatted(i, i, i - 1, i, i - 1));
    }
    for (String bomb : List.of(doubling.toString(), merging.toString())) {
      refused("drone.yaml", bomb + SOPS);
    }
  }

  @Test
  void aFileThatIsNestedWithoutEndIsRefused() {
    refused("drone.yaml", "a: " + "[".repeat(200_000) + "]".repeat(200_000) + "\n" + SOPS);
    refused("drone.yaml", "a: " + "{a: ".repeat(100_000) + "1" + "}".repeat(100_000) + "\n" + SOPS);
    refused("drone.json", "{\"a\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}");
    refused("drone.yaml", "&a a: *a\nb: &b [*b]\n" + SOPS);
  }

  @Test
  void aFewAliasesAreRead() {
    byte[] bytes = ("a: &a [x]\nb: *a\n" + SOPS).getBytes(StandardCharsets.UTF_8);

    assertThat(Encrypted.of(Path.of("drone.yaml"), bytes).recipients().keys()).isEmpty();
  }

  private static void refused(String name, String text) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatExceptionOfType(Failure.class)
                .isThrownBy(
                    () -> Encrypted.of(Path.of(name), text.getBytes(StandardCharsets.UTF_8)))
                .satisfies(e -> {
                  assertThat(e.exitCode()).isEqualTo(ExitCode.SECRETS_FILE);
                  assertThat(e.toString()).hasSizeLessThan(500);
                }));
  }
}
