package dev.giteadrone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the manual gives to copy is read as the program reads it. */
final class ManualTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final String SERVERS =
      """
      gitea:
        url: https://git.my-domain.tld
        admin:
          username: my-admin
      drone:
        url: https://drone.my-domain.tld
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"deploy.md", "reach.md"})
  void everyBlockOfYamlIsAConfiguration(String page) throws IOException {
    for (String file : List.of("client.crt", "client.key", "ca.crt")) {
      Files.writeString(folder.resolve(file), "");
    }
    List<String> blocks = blocks(page);
    assertThat(blocks).hasSizeGreaterThan(4);
    for (String block : blocks) {
      Path file = folder.resolve("gitea-drone.yaml");
      String secrets = block.contains("secrets:") ? "" : "secrets: { file: drone.yaml }\n";
      Files.writeString(file, SERVERS + secrets + block);
      assertThatCode(() -> ConfigFile.load(file, environment()))
          .as(block)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void recipesHaveACommandEach() throws IOException {
    assertThat(blocks("deploy.md").stream().filter(block -> block.contains("  command: [")))
        .hasSize(5);
  }

  private static Map<String, String> environment() {
    return Map.of(
        "OUR_PROXY",
        "http://user:password@proxy.my-domain.tld:3128",
        "CF_ID",
        "id",
        "CF_SECRET",
        "secret");
  }

  private static List<String> blocks(String page) throws IOException {
    return BLOCK
        .matcher(Files.readString(Path.of("src/site/markdown", page)))
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
