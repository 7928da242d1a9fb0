package dev.giteadrone.init;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.config.ConfigFile;
import dev.giteadrone.init.keys.HostScan.Address;
import dev.giteadrone.init.rules.Scalars;
import dev.giteadrone.io.ShellQuoting;
import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.RunnerType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class TextsTest {
  private static final String HOST =
      "age1qhnrmc9uvghsuuztsujhpavfs4yxrl2cvnyhy3te57gmuy7yq3pqwleqnm";
  private static final Path FOLDER = Path.of("/somewhere");

  @Test
  void theUsualConfigurationIsPleasantToRead() {
    InitRequest request =
        request(
            Map.of(
                InitFlag.DOMAIN, "my-domain.tld",
                InitFlag.USERNAME, "my-admin",
                InitFlag.HOST_RECIPIENT, HOST,
                InitFlag.DEPLOY, "deploy .#server"));
    assertThat(ConfigText.of(Answers.of(request)))
        .isEqualTo(
            """
            # Gitea and Drone of one host. All keys: gitea-drone explain
            gitea:
              url: https://git.my-domain.tld
              admin:
                username: my-admin
                email: my-admin@my-domain.tld
                # The prefix of Gitea's own command line, to create the first administrator.
                cli: [ssh, deploy@git.my-domain.tld, sudo, -n, -u, gitea, gitea-drone-admin]
            drone:
              url: https://drone.my-domain.tld
              # Each of them must build the canary.
              runners: [docker, exec]
            secrets:
              # What the host reads: dotenv text in the key drone.
              file: .secrets/drone.yaml
              key: drone
              # The recipient whose key the host decrypts it with.
              host: age1qhnrmc9uvghsuuztsujhpavfs4yxrl2cvnyhy3te57gmuy7yq3pqwleqnm
              # The administrator's password and tokens, only for the operator.
              admin: .secrets/gitea-admin.yaml
            deploy:
              # Runs when the running Drone does not have what the file has.
              command: [deploy, .#server]
            """);
  }

  @Test
  void everyAnswerIsReadBackAsItWasGiven() {
    List<String> words =
        List.of(
            "a b",
            "it's",
            "\"x\"",
            "-",
            "--",
            "12",
            "0x1f",
            "true",
            "no",
            "~",
            "null",
            "#x",
            "a #b",
            "a: b",
            "a,b",
            "[x]",
            "{y}",
            "*z",
            "&z",
            "!t",
            "%p",
            "@q",
            "`r`",
            "\\d",
            "",
            "é",
            "tab\there",
            "line\nbreak",
            "1e3",
            ".5",
            ".#server",
            "a:",
            "?",
            "- x",
            "$HOME");
    InitRequest request =
        request(
            Map.ofEntries(
                Map.entry(InitFlag.GITEA_URL, "http://127.0.0.1:3001/git"),
                Map.entry(InitFlag.DRONE_URL, "http://[::1]:3030"),
                Map.entry(InitFlag.USERNAME, "1e3"),
                Map.entry(InitFlag.EMAIL, "o'hara+x@my-domain.tld"),
                Map.entry(InitFlag.RUNNERS, "[exec]"),
                Map.entry(InitFlag.CLI, ""),
                Map.entry(InitFlag.DEPLOY, "x " + ShellQuoting.line(words)),
                Map.entry(InitFlag.CANARY_IMAGE, "registry.my-domain.tld:5000/busybox@sha256:00ff"),
                Map.entry(InitFlag.CANARY_PULL, "never"),
                Map.entry(InitFlag.NO_CANARY_CLONE, "true"),
                Map.entry(InitFlag.HOST_RECIPIENT, HOST)));
    Desired desired = new ConfigCheck(Map.of()).desired(request);
    assertThat(desired.gitea().url()).hasToString("http://127.0.0.1:3001/git");
    assertThat(desired.drone().url()).hasToString("http://[::1]:3030");
    assertThat(desired.gitea().username()).isEqualTo("1e3");
    assertThat(desired.gitea().email()).isEqualTo("o'hara+x@my-domain.tld");
    assertThat(desired.gitea().way()).isEqualTo(AdminCreation.AUTO);
    assertThat(desired.gitea().cli()).isEmpty();
    assertThat(desired.drone().runners()).containsExactly(RunnerType.EXEC);
    assertThat(desired.deploy().command().subList(1, words.size() + 1)).isEqualTo(words);
    assertThat(desired.canary().image()).endsWith("busybox@sha256:00ff");
    assertThat(desired.canary().pull()).isEqualTo("never");
    assertThat(desired.canary().withClone()).isFalse();
    // And every flag that has a key finds its value again.
    for (InitFlag flag : InitFlag.values()) {
      assertThat(flag.in(desired).isPresent()).as(flag.option()).isEqualTo(!flag.key().isEmpty());
      assertThat(flag.key().isEmpty() || ConfigFile.checks().contains("config." + flag.key()))
          .as(flag.option())
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^\\.secrets/drone\\.yaml$",
        "^a b/c\\.yaml$",
        "^it's: #1$",
        "^[x]$",
        "85D77543B3D624B6",
        "123"
      })
  void scalarsStayTexts(String text) {
    Load load = new Load(LoadSettings.builder().build());
    assertThat(load.loadFromString("a: " + Scalars.of(text))).isEqualTo(Map.of("a", text));
    assertThat(load.loadFromString("[" + Scalars.of(text) + "]")).isEqualTo(List.of(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          deploy .#server              | deploy;.#server
          ssh  -p 22   host            | ssh;-p;22;host
          sh -c "echo 'a b'; exit 1"   | sh;-c;echo 'a b'; exit 1
          a\\ b 'c d'"e f"             | a b;c de f
          x ""                         | x;
          """)
  void wordsAreSplitAsAShellWould(String line, String words) {
    List<String> expected =
        words.contains("echo")
            ? List.of("sh", "-c", "echo 'a b'; exit 1")
            : List.of(words.split(";", -1));
    assertThat(ShellWords.split(line)).contains(expected);
    assertThat(ShellWords.split(ShellQuoting.line(expected))).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"it's", "\"x", "x\\"})
  void aQuoteLeftOpenIsNoCommand(String line) {
    assertThat(ShellWords.split(line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "my-domain.tld, my-domain.tld, 22",
    "my-domain.tld:2222, my-domain.tld, 2222",
    "192.0.2.1:22, 192.0.2.1, 22",
    "[2001:db8::1]:2222, 2001:db8::1, 2222",
    "[2001:db8::1], 2001:db8::1, 22",
    "2001:db8::1, 2001:db8::1, 22",
    "::1, ::1, 22"
  })
  void addressesAreUnderstood(String text, String host, int port) {
    assertThat(Address.of(text)).contains(new Address(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-oProxyCommand=x",
        "a b",
        "host:0",
        "host:99999",
        "host:x",
        "host:",
        "user@host",
        "https://host",
        "[::1",
        "$(x)"
      })
  void otherTextsAreNoAddresses(String text) {
    assertThat(Address.of(text)).isEmpty();
  }

  private static InitRequest request(Map<InitFlag, String> given) {
    return new InitRequest(FOLDER, FOLDER, given, false);
  }
}
