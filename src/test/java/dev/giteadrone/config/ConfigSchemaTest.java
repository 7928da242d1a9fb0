package dev.giteadrone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schema of the configuration says what the program says. */
final class ConfigSchemaTest {
  private static final Path WRITTEN = Path.of("target/gitea-drone.schema.json");
  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("OUR_PROXY", "http://proxy.my-domain.tld:3128", "CF_ID", "id", "CF_SECRET", "secret");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final ConfigSchema schema;

  ConfigSchemaTest() throws IOException {
    schema = new ConfigSchema();
  }

  @BeforeEach
  void filesThatAreNamed() throws IOException {
    for (String file : List.of("client.crt", "client.key", "ca.crt")) {
      Files.writeString(folder.resolve(file), "");
    }
  }

  @Test
  void itHasTheKeysOfTheProgramAndNoOther() {
    Set<String> keys =
        ConfigFile.checks().stream()
            .filter(id -> !Set.of(ConfigIds.FILE, ConfigIds.SYNTAX).contains(id))
            .map(id -> id.substring(ConfigIds.PREFIX.length()))
            .filter(key -> !key.endsWith("_TOKEN"))
            .collect(Collectors.toSet());
    assertThat(schema.keys().keySet()).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void itsDescriptionsAreThoseOfExplain() throws IOException {
    Files.createDirectories(WRITTEN.getParent());
    Files.writeString(WRITTEN, schema.written());
    assertThat(Files.readString(ConfigSchema.FILE))
        .as("after a change of words: cp %s %s", WRITTEN, ConfigSchema.FILE)
        .isEqualTo(Files.readString(WRITTEN));
  }

  @Test
  void itsDefaultsAreThoseOfTheProgram() throws IOException {
    List<String> seen = new ArrayList<>();
    schema
        .keys()
        .forEach((key, node) -> {
          if (node.has("default") && !key.startsWith("secrets.runner")) {
            seen.add(key);
            String without =
                key.startsWith("deploy.")
                    ? with("deploy.command", JSON.createArrayNode().add("deploy"))
                    : least().toString();
            assertThat(load(with(key, node.get("default")))).as(key).isEqualTo(load(without));
          }
        });
    assertThat(seen).hasSize(8);
  }

  @Test
  void itsWordsAndExamplesAreAccepted() {
    schema
        .keys()
        .forEach((key, node) -> {
          List<JsonNode> values = new ArrayList<>();
          node.path("enum").forEach(values::add);
          node.path("examples").forEach(values::add);
          for (JsonNode value : values) {
            String text = with(key, value);
            assertThat(schema.problems(text)).as(text).isEmpty();
            assertThatCode(() -> load(text)).as(text).doesNotThrowAnyException();
          }
          if (isLeaf(node)) {
            assertThat(values).as("an example of " + key).isNotEmpty();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatTheManualGivesToCopyFits(String text) throws IOException {
    assertThat(schema.problems(text)).as(text).isEmpty();
    assertThatCode(() -> load(text)).as(text).doesNotThrowAnyException();
  }

  static Stream<String> samples() throws IOException {
    List<String> samples = new ArrayList<>();
    for (String page : List.of("deploy.md", "reach.md", "configuration.md")) {
      samples.addAll(blocks(Path.of("src/site/markdown", page)));
    }
    samples.addAll(blocks(Path.of("README.md")));
    samples.add(Files.readString(Path.of("src/nix/example/gitea-drone.yaml")));
    assertThat(samples).hasSizeGreaterThan(12);
    return samples.stream().map(ConfigSchemaTest::completed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gitea: { ulr: 'https://git.example.org', admin: { username: my-admin } }",
        "gitea: { url: git.example.org, admin: { username: my-admin } }",
        "gitea: { url: 'https://me:pw@git.example.org', admin: { username: my-admin } }",
        "gitea: { url: 'https://git.example.org' }",
        "gitea: { url: 'https://git.example.org', admin: { username: -admin } }",
        "gitea: { url: 'https://git.example.org', admin: { username: a, create: maybe } }",
        "gitea: { url: 'https://git.example.org', admin: { username: a, create: cli } }",
        "gitea: { url: 'https://git.example.org', admin: { username: a, cli: ssh host } }",
        "drone: { url: 'https://drone.example.org/below' }",
        "drone: { url: 'https://drone.example.org', runners: [docker, kubernetes] }",
        "drone: { url: 'https://drone.example.org', runners: [] }",
        "drone: { url: 'https://drone.example.org', runners: [exec, exec] }",
        "secrets: { layout: key }",
        "secrets: { file: ~/drone.yaml }",
        "secrets: { file: drone.yaml, host: AGE-SECRET-KEY-1QQQQ }",
        "secrets: { file: drone.yaml, runner: { key: runner } }",
        "deploy: { prepare: [make] }",
        "deploy: { command: [deploy], timeout: 15 }",
        "deploy: { command: [deploy], timeout: 0m }",
        "deploy: { command: [] }",
        "verify: { canary: { clone: 'yes' } }",
        "verify: { canary: { pull: sometimes } }",
        "verify: { canary: { repository: a/b } }",
        "http: { proxy: 'https://proxy:3128' }",
        "http: { headers: { X-Id: literal } }",
        "http: { client-certificate: { certificate: client.crt } }",
        "http: { connect-to: { git.example.org: 'a b' } }",
        "other: {}",
      })
  void whatIsWrongFailsInBoth(String text) {
    String all = completed(text);
    assertThat(schema.problems(all)).as(all).isNotEmpty();
    assertThatThrownBy(() -> load(all)).as(all).isInstanceOf(InvalidConfig.class);
  }

  private Object load(String text) {
    return ConfigFile.parse(text, folder.resolve("gitea-drone.yaml"), ENVIRONMENT, false);
  }

  private static boolean isLeaf(ObjectNode node) {
    return !node.has("properties");
  }

  /** The sections that a configuration must have are added if they are missing. */
  private static String completed(String text) {
    StringBuilder all = new StringBuilder(text).append('\n');
    least()
        .properties()
        .forEach(section -> {
          if (!Pattern.compile("(?m)^" + section.getKey() + ":").matcher(text).find()) {
            all.append(section.getKey()).append(": ").append(section.getValue()).append('\n');
          }
        });
    return all.toString();
  }

  private static ObjectNode least() {
    ObjectNode least = JSON.createObjectNode();
    least.putObject("gitea").put("url", "https://git.my-domain.tld");
    least.withObject("/gitea/admin").put("username", "my-admin");
    least.putObject("drone").put("url", "https://drone.my-domain.tld");
    least.putObject("secrets").put("file", "drone.yaml");
    return least;
  }

  /** A configuration with one more key, and those that must stand beside it; JSON is YAML. */
  private static String with(String key, JsonNode value) {
    ObjectNode all = least();
    if (key.startsWith("secrets.runner.")) {
      all.withObject("/secrets/runner").put("file", "runner.yaml");
    } else if (key.startsWith("http.client-certificate.")) {
      all.withObject("/http/client-certificate").put("certificate", "client.crt");
      all.withObject("/http/client-certificate").put("key", "client.key");
    } else if (key.startsWith("deploy.")) {
      all.putObject("deploy").putArray("command").add("deploy");
    } else if (value.asText().equals("cli")) {
      all.withObject("/gitea/admin").putArray("cli").add("gitea");
    } else if (key.equals("secrets.layout") && value.asText().equals("file")) {
      all.withObject("/secrets").put("file", "drone.env");
    }
    if (key.equals("secrets.runner.layout") && value.asText().equals("file")) {
      all.withObject("/secrets/runner").put("file", "runner.env");
    }
    int end = key.lastIndexOf('.');
    all.withObject("/" + key.substring(0, end).replace('.', '/'))
        .set(key.substring(end + 1), value);
    return all.toString();
  }

  private static List<String> blocks(Path page) throws IOException {
    return BLOCK.matcher(Files.readString(page)).results().map(found -> found.group(1)).toList();
  }
}
