package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before sops is asked; the rest is shown with the real one in {@code InitIT}. */
class InitCommandTest {
  private static final String HOST =
      "age1qhnrmc9uvghsuuztsujhpavfs4yxrl2cvnyhy3te57gmuy7yq3pqwleqnm";

  @TempDir Path folder;
  private ShellFixture shell;

  @BeforeEach
  void nobodysHome() {
    shell = new ShellFixture(folder);
    shell.environment = Map.of("HOME", folder.resolve("home").toString());
  }

  @Test
  void withoutATerminalAllThatIsMissingIsSaidAtOnce() throws Exception {
    assertThat(run("init")).isEqualTo(2);
    assertThat(shell.err())
        .contains("--domain")
        .contains("--username")
        .contains("--host-recipient")
        .contains("--make-age-key");
    assertThat(run("init", "--domain", "my-domain.tld", "--scan-host", "x", "--output", "json"))
        .isEqualTo(2);
    assertThat(shell.out())
        .contains("\"event\":\"error\"")
        .contains("--username, --host-fingerprint, --make-age-key");
    nothingWasWritten();
  }

  @Test
  void onATerminalYesAsksNothing() throws Exception {
    shell.typed = "my-domain.tld\n";
    assertThat(run("init", "--yes")).isEqualTo(2);
    assertThat(shell.err()).contains("missing: --domain").doesNotContain("Domain:");
    nothingWasWritten();
  }

  @Test
  void everyWrongFlagIsSaidByItsName() throws Exception {
    assertThat(
            run(
                "init",
                "--gitea-url",
                "git.my-domain.tld",
                "--drone-url",
                "http://drone.x",
                "--username",
                "a b",
                "--runners",
                "docker,dokcer",
                "--email",
                "x",
                "--host-recipient",
                HOST,
                "--make-age-key"))
        .isEqualTo(2);
    assertThat(shell.err().replaceAll("\\s+", " "))
        .contains("--gitea-url: has no scheme")
        .contains("--drone-url: is plain http")
        .contains("--username: not a valid Gitea user name: a b")
        .contains("--runners: unknown runner: dokcer")
        .contains("--email: not an e-mail address: x")
        .contains("write https://git.my-domain.tld");
    nothingWasWritten();
  }

  @Test
  void aDomainIsNoUrl() throws Exception {
    assertThat(
            run(
                "init",
                "--domain",
                "https://my-domain.tld",
                "--username",
                "me",
                "--host-recipient",
                HOST,
                "--make-age-key"))
        .isEqualTo(2);
    assertThat(shell.err()).contains("--domain: not a domain: https://my-domain.tld");
    nothingWasWritten();
  }

  @Test
  void whatExcludesOneAnotherIsNotGivenTogether() throws Exception {
    assertThat(run("init", "--host-recipient", HOST, "--scan-host", "x")).isEqualTo(2);
    assertThat(shell.err()).contains("--host-recipient and --scan-host");
    assertThat(run("init", "--operator-key", HOST, "--make-age-key")).isEqualTo(2);
    assertThat(shell.err()).contains("--operator-key and --make-age-key");
    assertThat(run("init", "--host-fingerprint", "SHA256:x")).isEqualTo(2);
    assertThat(shell.err()).contains("--host-fingerprint is for --scan-host");
  }

  @Test
  void aMistypedOrPrivateKeyIsRefused() throws Exception {
    assertThat(run("init", "--operator-key", HOST.replace("age1q", "age1p"))).isEqualTo(2);
    assertThat(shell.err()).contains("checksum");
    String identity = "AGE-SECRET-KEY-1FFQ8MVC67RCHU26G8CHY0G29M6AV78AY7NLENC82UE2KQ98QAWFQAWVF7H";
    assertThat(run("init", "--operator-key", identity)).isEqualTo(2);
    assertThat(shell.err()).contains("private key").doesNotContain("1FFQ8MVC");
    String[] scan = {
      "init",
      "--domain",
      "my-domain.tld",
      "--username",
      "me",
      "--make-age-key",
      "--scan-host",
      identity,
      "--host-fingerprint",
      "SHA256:x"
    };
    assertThat(run(scan)).isEqualTo(2);
    assertThat(shell.err()).contains("not a host name").doesNotContain("1FFQ8MVC");
    assertThat(run("init", "--operator-pgp", "me@my-domain.tld")).isEqualTo(2);
    assertThat(shell.err()).contains("no fingerprint");
  }

  @Test
  void whatAFileLacksIsSaid() throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "ssh-rsa AAAA x\n");
    String[] all = {
      "init",
      "--domain",
      "my-domain.tld",
      "--username",
      "me",
      "--operator-key",
      "age1adj09fxyw7qqwt0692z6dwzthjvcmpd7seaa3rug2233az9dz46qx26yfk",
      "--host-key-file",
      "key"
    };
    assertThat(run(all)).isEqualTo(2);
    assertThat(shell.err()).contains("neither an ssh-ed25519 line nor an age key");
    Files.writeString(file, "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blb\n");
    assertThat(run(all)).isEqualTo(2);
    assertThat(shell.err()).contains("private SSH key");
    Files.delete(file);
    assertThat(run(all)).isEqualTo(2);
    assertThat(shell.err()).contains("there is no such file");
    nothingWasWritten();
  }

  @Test
  void aConfigurationThatSaysSomethingElseIsKeptAndTheRunRefused() throws Exception {
    shell.configure();
    String before = Files.readString(folder.resolve("gitea-drone.yaml"));
    assertThat(
            run("init", "--domain", "other.tld", "--username", "MY-admin", "--deploy", "deploy x"))
        .isEqualTo(2);
    assertThat(shell.err().replaceAll("\\s+", " "))
        .contains(
            "gitea.url: https://git.my-domain.tld, and --gitea-url makes it https://git.other")
        .contains("gitea.admin.username: my-admin, and --username makes it MY-admin")
        .contains("deploy.command: nothing, and --deploy makes it deploy x")
        .doesNotContain("--cli");
    assertThat(Files.readString(folder.resolve("gitea-drone.yaml"))).isEqualTo(before);
    // The same said again is no contradiction, and what is still missing has to do with keys only.
    assertThat(run("init", "--domain", "my-domain.tld", "--username", "my-admin")).isEqualTo(2);
    assertThat(shell.err()).contains("missing: --host-recipient");
  }

  @Test
  void whatWillBeNeededIsLookedForBeforeTheFirstQuestion() throws Exception {
    shell.typed = "my-domain.tld\n";
    assertThat(run("init")).isEqualTo(6);
    assertThat(shell.err())
        .contains("sops", "it does not exist", "install sops 3.11")
        .doesNotContain("Domain:");

    shell.environment = withSops();
    assertThat(run("init")).isEqualTo(1);
    assertThat(shell.err())
        .contains("age-keygen", "install age and have it on PATH", "--operator-key")
        .doesNotContain("Domain:");

    assertThat(run("init", "--operator-key", HOST)).isEqualTo(1);
    assertThat(shell.err())
        .contains("Asks for what a new host needs, shows the files, and writes them if you agree.")
        .contains("Domain:");
    nothingWasWritten();
  }

  /** An environment with a sops, which is not run, and without age. */
  private Map<String, String> withSops() {
    return Map.of("HOME", folder.resolve("home").toString(), "GITEA_DRONE_SOPS", "/usr/bin/true");
  }

  @Test
  void wrongAnswersAreAskedAgainAndTheEndOfInputLeavesNothing() throws Exception {
    shell.environment = withSops();
    shell.typed =
        """
        https://my-domain.tld
        my-domain.tld
        git.my-domain.tld

        ftp://drone.my-domain.tld
        """;
    assertThat(run("init", "--operator-key", HOST)).isEqualTo(1);
    assertThat(shell.err())
        .contains("Domain: ✗ not a domain: https://my-domain.tld")
        .contains("Gitea [https://git.my-domain.tld]: ✗ has no scheme: git.my-domain.tld")
        .contains("Drone [https://drone.my-domain.tld]: ✗ has the scheme ftp, not http or https")
        .endsWith("Nothing was written.\n");
    nothingWasWritten();
  }

  @Test
  void aDomainWithoutAnythingIsAskedForUntilItIsThere() throws Exception {
    shell.environment = withSops();
    shell.typed = "\n\n";
    assertThat(run("init", "--operator-key", HOST)).isEqualTo(1);
    assertThat(shell.err()).contains("agree.\n  Domain:   Domain:   Domain: \n");
  }

  @Test
  void helpHasExamples() {
    assertThat(run("help", "init")).isZero();
    assertThat(shell.out())
        .contains("Examples:")
        .contains("--host-fingerprint SHA256:…")
        .containsSubsequence(
            "--domain=",
            "--username=",
            "--deploy=",
            "--host-recipient=",
            "--make-age-key",
            "--yes");
    assertThat(shell.out().lines()).allMatch(line -> line.length() <= 80);
  }

  private void nothingWasWritten() throws Exception {
    try (var files = Files.list(folder)) {
      assertThat(files.filter(file -> !file.endsWith("key"))).isEmpty();
    }
  }

  private int run(String... args) {
    return shell.run(
        progress -> {
          throw new AssertionError("no servers should be talked to, and tell " + progress);
        },
        args);
  }
}
