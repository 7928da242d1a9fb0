package dev.giteadrone.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.model.result.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFuzzTest {
  private static final String PIECES = "\t\n :-[]{}&*!|>'\"#%@`,?<\0\u001b\u202eä😀0aZ~\\";
  private static final int ROUNDS = 1_200;

  @TempDir Path folder;

  @Test
  void whateverTheFileHoldsItIsReadOrRefused() throws Exception {
    Random random = new Random(20_260_101);
    Set<String> checks = ConfigFile.checks();
    Path file = folder.resolve("gitea-drone.yaml");
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = mutate(ConfigFileTest.ALL, random);
      Files.write(file, bytes);
      try {
        ConfigFile.load(file, Map.of());
      } catch (InvalidConfig e) {
        refused++;
        assertThat(e.problems()).isNotEmpty();
        assertThat(e.problems()).extracting(Problem::check).isSubsetOf(checks);
        assertThat(e.toString()).doesNotContain("\u001b", "\u202e", "\n");
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(
            "round " + round + ": " + new String(bytes, StandardCharsets.UTF_8), e);
      }
    }
    // Both ends must have been seen, or the mutations were too mild or too wild.
    assertThat(refused).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 20);
  }

  private static byte[] mutate(String text, Random random) {
    StringBuilder out = new StringBuilder(text);
    for (int i = random.nextInt(4) + 1; i > 0; i--) {
      int at = random.nextInt(out.length());
      int end = Math.min(out.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(5)) {
        case 0 -> out.delete(at, end);
        case 1 -> out.insert(at, piece(random));
        case 2 -> out.insert(at, out.substring(at, end).repeat(1 + random.nextInt(3)));
        case 3 -> out.insert(at, String.valueOf(piece(random)).repeat(random.nextInt(2_000)));
        default -> swapLines(out, random);
      }
    }
    byte[] bytes = out.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(50) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private static char piece(Random random) {
    return PIECES.charAt(random.nextInt(PIECES.length()));
  }

  private static void swapLines(StringBuilder out, Random random) {
    String[] lines = out.toString().split("\n", -1);
    int one = random.nextInt(lines.length);
    int other = random.nextInt(lines.length);
    String kept = lines[one];
    lines[one] = lines[other];
    lines[other] = kept;
    out.setLength(0);
    out.append(String.join("\n", lines));
  }
}
