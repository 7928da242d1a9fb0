package dev.giteadrone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.giteadrone.model.desired.AdminCreation;
import dev.giteadrone.model.desired.CanaryTarget;
import dev.giteadrone.model.desired.Desired;
import dev.giteadrone.model.desired.HostKey;
import dev.giteadrone.model.desired.RunnerType;
import dev.giteadrone.model.desired.SecretsLayout;
import dev.giteadrone.model.desired.SecretsTarget.Location;
import dev.giteadrone.model.result.ExitCode;
import dev.giteadrone.model.result.Problem;
import dev.giteadrone.model.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
  static final String LEAST =
      """
      gitea:
        url: https://git.example.org
        admin:
          username: my-admin
      drone:
        url: https://drone.example.org
      secrets:
        file: .secrets/drone.yaml
      """;

  static final String ALL =
      """
      gitea:
        url: https://git.example.org/git/
        admin:
          username: my-admin
          email: me@example.org
          create: cli
          cli: [ssh, deploy@git.example.org, sudo, -n, gitea-drone-admin]
      drone:
        url: https://drone.example.org:8443/
        runners: [exec]
        oauth: { name: My Drone }
      secrets:
        file: .secrets/drone.yaml
        key: services.drone
        admin: ../admin.yaml
        runner: { file: .secrets/runner.yaml, layout: keys }
        host: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl root@server
      deploy:
        command: [deploy, .#server]
        prepare: [nix, build]
        restart: [ssh, server, restart-drone]
        timeout: 1h30m
      verify:
        canary: { repository: canary, image: "alpine:3", clone: false, pull: never, arch: arm64 }
      """;

  @TempDir Path folder;

  @Test
  void theFilesOfALinkedConfigurationAreBesideIt() throws IOException {
    Path real = Files.createDirectories(folder.resolve("host")).resolve("gitea-drone.yaml");
    Files.writeString(real, LEAST);
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("gitea-drone.yaml"), real);

    Desired desired = ConfigFile.load(link, Map.of());

    Path host = folder.toRealPath().resolve("host");
    assertThat(desired.secrets().host().file()).isEqualTo(host.resolve(".secrets/drone.yaml"));
    assertThat(desired.secrets().admin()).isEqualTo(host.resolve(".secrets/gitea-admin.yaml"));
    assertThat(desired.deploy().directory()).isEqualTo(host);
    assertThat(desired.source()).isEqualTo(host.resolve("gitea-drone.yaml"));
  }

  @Test
  void fourKeysAreEnough() {
    Desired desired = load(LEAST);

    assertThat(desired.source()).isEqualTo(folder.resolve("gitea-drone.yaml"));
    assertThat(desired.gitea().url()).hasToString("https://git.example.org");
    assertThat(desired.gitea().email()).isEqualTo("my-admin@git.example.org");
    assertThat(desired.gitea().way()).isEqualTo(AdminCreation.AUTO);
    assertThat(desired.gitea().cli()).isEmpty();
    assertThat(desired.gitea().givenToken()).isEmpty();
    assertThat(desired.drone().runners()).containsExactly(RunnerType.DOCKER, RunnerType.EXEC);
    assertThat(desired.drone().appName()).isEqualTo("Drone (drone.example.org)");
    assertThat(desired.secrets().host())
        .isEqualTo(
            new Location(
                folder.resolve(".secrets/drone.yaml"), new SecretsLayout.DotenvKey("drone")));
    assertThat(desired.secrets().admin()).isEqualTo(folder.resolve(".secrets/gitea-admin.yaml"));
    assertThat(desired.secrets().runner()).isEmpty();
    assertThat(desired.deploy().command()).isEmpty();
    assertThat(desired.deploy().directory()).isEqualTo(folder);
    assertThat(desired.deploy().timeout()).isEqualTo(Duration.ofMinutes(15));
    assertThat(desired.canary())
        .isEqualTo(new CanaryTarget("gitea-drone-canary", "busybox", true, "if-not-exists"));
  }

  @Test
  void everyKeyIsRead() {
    Desired desired = load(ALL);

    assertThat(desired.gitea().url()).hasToString("https://git.example.org/git");
    assertThat(desired.gitea().email()).isEqualTo("me@example.org");
    assertThat(desired.gitea().way()).isEqualTo(AdminCreation.CLI);
    assertThat(desired.gitea().cli()).startsWith("ssh").endsWith("gitea-drone-admin").hasSize(5);
    assertThat(desired.drone().redirectUri()).isEqualTo("https://drone.example.org:8443/login");
    assertThat(desired.drone().runners()).containsExactly(RunnerType.EXEC);
    assertThat(desired.drone().appName()).isEqualTo("My Drone");
    assertThat(desired.secrets().host().layout())
        .isEqualTo(new SecretsLayout.DotenvKey("services.drone"));
    assertThat(desired.secrets().admin()).isEqualTo(folder.resolveSibling("admin.yaml"));
    assertThat(desired.secrets().runner())
        .contains(new Location(folder.resolve(".secrets/runner.yaml"), new SecretsLayout.Keys("")));
    assertThat(desired.deploy().command()).containsExactly("deploy", ".#server");
    assertThat(desired.deploy().prepare()).containsExactly("nix", "build");
    assertThat(desired.deploy().restart()).containsExactly("ssh", "server", "restart-drone");
    assertThat(desired.secrets().hostKey())
        .isInstanceOfSatisfying(
            HostKey.Named.class,
            key ->
                assertThat(
                        key.is(
                            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"))
                    .isTrue());
    assertThat(desired.deploy().timeout()).isEqualTo(Duration.ofMinutes(90));
    assertThat(desired.canary())
        .isEqualTo(new CanaryTarget("canary", "alpine:3", false, "never", "arm64"));
  }

  @Test
  void aDefaultNameHasThePortWhereItIsNotTheSchemesOwn() {
    String loopback = LEAST.replace("https://drone.example.org", "http://127.0.0.1:3030");
    assertThat(load(loopback).drone().appName()).isEqualTo("Drone (127.0.0.1:3030)");
  }

  @Test
  void aDotenvFileIsAWholeFileOfItsOwn() {
    Desired desired = load(LEAST.replace("drone.yaml", "drone.env"));
    assertThat(desired.secrets().host().layout()).isEqualTo(new SecretsLayout.WholeFile());
  }

  @Test
  void tokensComeByTheEnvironmentAndBlankOnesAreAbsent() {
    Desired desired = load(LEAST, Map.of("GITEA_TOKEN", " abc\n", "DRONE_TOKEN", "  "));
    assertThat(desired.gitea().givenToken()).contains(Secret.of("abc"));
    assertThat(desired.drone().givenToken()).isEmpty();
  }

  @Test
  void aTokenThatCannotBeSentIsRefusedWithoutQuotingIt() {
    InvalidConfig invalid = invalid(LEAST, Map.of("GITEA_TOKEN", "hunter2 hunter3"));
    assertThat(invalid.problems()).extracting(Problem::check).containsExactly("config.GITEA_TOKEN");
    assertThat(invalid.toString()).doesNotContain("hunter");
  }

  @Test
  void everyProblemIsSaidAtOnceInTheOrderOfTheFile() {
    InvalidConfig invalid =
        invalid(
            """
            gitea:
              ulr: https://git.example.org
              admin:
                username: -bad-
                email: nobody
            drone:
              url: drone.example.org
              runners: [docker, exce]
              url: https://other.example.org
            deploy: { command: deploy, timeout: soon }
            """);

    assertThat(invalid.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(invalid.problems().stream().map(p -> p.summary() + " | " + p.seen()))
        .containsExactly(
            "gitea-drone.yaml secrets.file | missing",
            "gitea-drone.yaml:1 gitea.url | missing",
            "gitea-drone.yaml:2 gitea.ulr | unknown key",
            "gitea-drone.yaml:4 gitea.admin.username | not a valid Gitea user name: -bad-",
            "gitea-drone.yaml:5 gitea.admin.email | not an e-mail address: nobody",
            "gitea-drone.yaml:7 drone.url | has no scheme: drone.example.org",
            "gitea-drone.yaml:8 drone.runners | unknown runner: exce",
            "gitea-drone.yaml:9 drone.url | set twice, first in line 7",
            "gitea-drone.yaml:10 deploy.command | a text",
            "gitea-drone.yaml:10 deploy.timeout | not a duration of at most a day: soon");
    assertThat(invalid.problems())
        .extracting(Problem::next)
        .contains(
            "did you mean gitea.url?",
            "write https://drone.example.org",
            "did you mean exec?",
            "write a list such as [deploy, .#server]");
    assertThat(invalid).hasMessageContaining("has 10 problems");
  }

  @Test
  void aKeyInTheWrongPlaceIsToldItsPlace() {
    InvalidConfig invalid = invalid(LEAST + "  username: me\n");
    assertThat(invalid.problems())
        .extracting(Problem::next)
        .containsExactly("did you mean gitea.admin.username?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://me:hunter2@git.example.org | has a user or password in it
          https://hunter2@git.example.org    | has a user or password in it
          me:hunter2@git.example.org         | has a user or password in it
          https://git.example.org?a=b        | has a query or a fragment
          https://git.example.org/#a         | has a query or a fragment
          ftp://git.example.org              | has the scheme ftp, not http or https
          https://                           | is not a URL: https://
          https://my_host                    | has no valid host: https://my_host
          https://git.example.org:70000      | has no valid port: 70000
          http://git.example.org             | is plain http to git.example.org: passwords would cross the network unencrypted
          http://127.evil.example.org        | is plain http to 127.evil.example.org: passwords would cross the network unencrypted
          """)
  void aUrlThatCannotBeIsRefused(String url, String seen) {
    InvalidConfig invalid = invalid(LEAST.replace("https://git.example.org", url));
    assertThat(invalid.problems()).extracting(Problem::seen).containsExactly(seen);
    assertThat(invalid.toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3000",
    "http://127.0.0.2",
    "http://[::1]:3000",
    "HTTP://a.localhost"
  })
  void plainHttpToLoopbackIsFine(String url) {
    Desired desired = load(LEAST.replace("https://git.example.org", url));
    assertThat(desired.gitea().url().toString()).isEqualTo(url.replace("HTTP", "http"));
    assertThat(Names.wrongEmail(desired.gitea().email())).isEmpty();
  }

  @Test
  void plainHttpElsewhereIsFineWhereItIsAllowed() throws IOException {
    Files.writeString(file(), LEAST.replace("https://git", "http://git"));
    assertThat(ConfigFile.load(file(), Map.of(), true).gitea().url())
        .hasToString("http://git.example.org");
  }

  @Test
  void droneCannotLiveBelowAPath() {
    InvalidConfig invalid = invalid(LEAST.replace("//drone.example.org", "//example.org/drone"));
    assertThat(invalid.problems()).extracting(Problem::check).containsExactly("config.drone.url");
  }

  @ParameterizedTest
  @CsvSource({
    "my-admin, 12345, a number",
    "my-admin, true, a truth value",
    "my-admin, [a], a list",
    "my-admin, {a: b}, a map",
    "my-admin, null, nothing",
    "my-admin, '', nothing",
    "my-admin, '\"\"', empty",
    "my-admin, a..b, not a valid Gitea user name",
    "my-admin, api, a name that Gitea reserves",
    "my-admin, !!binary aGk=, of type"
  })
  void aUserNameThatCannotBeIsRefused(String old, String name, String seen) {
    InvalidConfig invalid = invalid(LEAST.replace(old, name));
    assertThat(invalid.problems()).hasSize(1);
    assertThat(invalid.problems().getFirst().check()).isEqualTo("config.gitea.admin.username");
    assertThat(invalid.problems().getFirst().seen()).startsWith(seen);
  }

  @ParameterizedTest
  @CsvSource({
    "'  admin: .secrets/drone.yaml', config.secrets.admin",
    "'  layout: file', config.secrets.layout",
    "'  layout: kyes', config.secrets.layout",
    "'  key: a b', config.secrets.key",
    "'  runner: { key: a }', config.secrets.runner.file",
    "'  runner: { file: .secrets/drone.yaml }', config.secrets.runner.file",
    "'  admin: ~/admin.yaml', config.secrets.admin",
    "'  admin: ..', config.secrets.admin",
    "'  host: server', config.secrets.host",
    "'  host: [age1]', config.secrets.host"
  })
  void secretsThatContradictThemselvesAreRefused(String line, String check) {
    InvalidConfig invalid = invalid(LEAST + line + "\n");
    assertThat(invalid.problems()).extracting(Problem::check).containsOnly(check);
  }

  @Test
  void aSecretKeyInTheFileIsRefusedWithoutQuotingIt() {
    InvalidConfig invalid = invalid(LEAST + "  host: AGE-SECRET-KEY-1HUNTER2\n");
    assertThat(invalid.problems())
        .extracting(Problem::check)
        .containsExactly("config.secrets.host");
    assertThat(invalid.toString()).doesNotContain("HUNTER2");
  }

  @Test
  void whatGoesWithADeployNeedsOne() {
    InvalidConfig invalid = invalid(LEAST + "deploy: { prepare: [a], restart: [b] }\n");
    assertThat(invalid.problems())
        .extracting(Problem::check)
        .containsExactly("config.deploy.prepare", "config.deploy.restart");
  }

  @ParameterizedTest
  @CsvSource({
    "'a: [', 1",
    "'a: &x 1\nb: *x', 2",
    "'a: 1\n---\nb: 2', 2",
    "'a: \"\\q\"', 1",
    "'[[[[[[[[[[[[[[[[[[[[', 1",
    "'\ta: 1', 1"
  })
  void textThatIsNoTrustworthyYamlIsRefusedWithItsLine(String text, int line) {
    InvalidConfig invalid = invalid(text);
    assertThat(invalid.problems()).extracting(Problem::check).containsExactly("config.syntax");
    assertThat(invalid.problems().getFirst().summary())
        .isEqualTo("gitea-drone.yaml:" + line + " syntax");
  }

  @Test
  void anAliasBombIsRefusedBeforeItExpands() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(invalid(bomb.toString()).problems())
        .extracting(Problem::check)
        .containsExactly("config.syntax");
  }

  @Test
  void aFileThatIsTooLongOrNoTextIsRefused() throws IOException {
    assertThat(invalid("#".repeat(100_000)).problems())
        .extracting(Problem::seen)
        .containsExactly("more than 64 KiB");
    Files.write(file(), "ä".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(invalidFile(file()).problems())
        .extracting(Problem::seen)
        .containsExactly("not UTF-8");
  }

  @Test
  void aMissingFileAndAFolderAreRefused() {
    assertThat(invalidFile(file()).problems())
        .extracting(Problem::seen)
        .containsExactly("no such file: " + file());
    assertThat(invalidFile(folder).problems())
        .extracting(Problem::check)
        .containsExactly("config.file");
  }

  @Test
  void anEmptyFileLacksTheFourKeys() {
    assertThat(invalid("# nothing yet\n").problems())
        .extracting(Problem::check)
        .containsExactly(
            "config.gitea.url",
            "config.gitea.admin.username",
            "config.drone.url",
            "config.secrets.file");
  }

  @Test
  void controlCharactersOfTheFileDoNotReachTheTerminal() {
    InvalidConfig invalid = invalid(LEAST.replace("my-admin", "\"\\e[31m\\u202eme\""));
    assertThat(invalid.problems().getFirst().seen())
        .isEqualTo("not a valid Gitea user name: [31mme");
  }

  @Test
  void theChecksAreKnown() {
    assertThat(ConfigFile.checks())
        .contains("config.file", "config.syntax", "config.gitea.url", "config.gitea")
        .contains("config.secrets.runner.file", "config.verify.canary.pull", "config.DRONE_TOKEN");
  }

  @Test
  void durationsAreReadAsPeopleWriteThem() {
    assertThat(Durations.parse("90s")).contains(Duration.ofSeconds(90));
    assertThat(Durations.parse("5m")).contains(Duration.ofMinutes(5));
    assertThat(Durations.parse("1h30m")).contains(Duration.ofMinutes(90));
    for (String wrong : List.of("", "5", "0s", "m5", "-5m", "5m5h", "5 m", "99999999999s")) {
      assertThat(Durations.parse(wrong)).as(wrong).isEmpty();
    }
  }

  private Path file() {
    return folder.resolve("gitea-drone.yaml");
  }

  private Desired load(String text) {
    return load(text, Map.of());
  }

  private Desired load(String text, Map<String, String> environment) {
    write(text);
    return ConfigFile.load(file(), environment);
  }

  private InvalidConfig invalid(String text) {
    return invalid(text, Map.of());
  }

  private InvalidConfig invalid(String text, Map<String, String> environment) {
    write(text);
    return catchThrowableOfType(InvalidConfig.class, () -> ConfigFile.load(file(), environment));
  }

  private static InvalidConfig invalidFile(Path file) {
    return catchThrowableOfType(InvalidConfig.class, () -> ConfigFile.load(file, Map.of()));
  }

  private void write(String text) {
    try {
      Files.writeString(file(), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
