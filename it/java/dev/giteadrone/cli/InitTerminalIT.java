package dev.giteadrone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.init.Sshd;
import dev.giteadrone.init.Workplace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody at a terminal, who is asked. */
final class InitTerminalIT {
  @TempDir Path root;
  private Workplace place;

  @BeforeEach
  void place() throws Exception {
    place = new Workplace(root);
  }

  @Test
  void questionsAreAnsweredAndTheHostIsScanned() throws Exception {
    Path key = root.resolve("ssh_host_ed25519_key");
    place.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
    String fingerprint = place.run("ssh-keygen", "-lf", key + ".pub").split(" ", -1)[1];
    place.write("flake.nix", "{}");
    place.run("git", "init", "-q");
    try (Sshd sshd = Sshd.start(root, key);
        Terminal terminal = Terminal.start(place.folder, place.environment(), "init")) {
      terminal.sees("Domain:").types("my-domain.tld");
      terminal.sees("Gitea [https://git.my-domain.tld]:").types("");
      terminal.sees("Drone [https://drone.my-domain.tld]:").types("https://ci.my-domain.tld");
      terminal.sees("user name:").types("a b");
      terminal
          .sees("✗")
          .sees("not a valid Gitea user name: a b")
          .sees("user name:")
          .types("my-admin");
      terminal.sees("E-mail [my-admin@my-domain.tld]:").types("");
      terminal.sees("Runners [docker, exec]:").types("exec");
      terminal.sees("command line [ssh deploy@git.my-domain.tld sudo -n -u gitea").types("none");
      terminal.sees("Deploy command [deploy .#server]:").types("");
      terminal.sees("Host's key [git.my-domain.tld]:").types("nosuch.invalid");
      terminal.sees("nosuch.invalid: no such host name").sees("Host's key").types("127.0.0.1:1");
      terminal
          .sees("127.0.0.1:1: connection refused")
          .sees("Host's key")
          .types("127.0.0.1:" + sshd.port());
      terminal.sees(fingerprint).sees("Is that the host's key? [yes/no]").types("y");
      terminal.sees("[yes/no]").types("yes");
      terminal.sees("No age key of yours was found.").sees("Create one at").types("");
      terminal.sees("► init").sees("✚").sees("Write them? [Y/n]").types("");

      assertThat(terminal.end()).as(terminal.text()).isZero();
      assertThat(terminal.text())
          .contains("Done. 5 files written.", "deploy .#server\n", "gitea-drone bootstrap\n")
          .doesNotContain("AGE-SECRET-KEY");
    }
    assertThat(place.read("gitea-drone.yaml"))
        .contains("url: https://ci.my-domain.tld", "runners: [exec]", "command: [deploy, .#server]")
        .doesNotContain("cli:");
    assertThat(place.run("sops", "decrypt", ".secrets/drone.yaml")).contains("DRONE_RPC_SECRET=");
    assertThat(root.resolve(Terminal.TEMPORARY)).isEmptyDirectory();
  }

  @Test
  void linesTypedAheadAreNotLost() throws Exception {
    place.newKey(place.defaultKey());
    String host = place.newKey(root.resolve("host.txt"));
    try (Terminal terminal = Terminal.start(place.folder, place.environment(), "init")) {
      terminal.presses("my-domain.tld\n\n\nmy-admin\n\n\n\n\n" + host + "\nno\n");
      assertThat(terminal.end()).as(terminal.text()).isEqualTo(1);
      assertThat(terminal.text()).contains("Write them? [Y/n]").endsWith("Nothing was written.\n");
    }
    assertThat(place.content()).isEmpty();
  }

  @Test
  void theEndOfInputAndAnInterruptLeaveNothing() throws Exception {
    for (Map.Entry<String, Integer> keys : Map.of("\u0004", 1, "\u0003", 130).entrySet()) {
      try (Terminal terminal = Terminal.start(place.folder, place.environment(), "init")) {
        terminal.sees("Domain:").types("my-domain.tld").sees("Gitea [").presses(keys.getKey());
        assertThat(terminal.end()).as(terminal.text()).isEqualTo(keys.getValue());
        assertThat(terminal.text()).contains("Nothing was written.");
      }
    }
    assertThat(place.content()).isEmpty();
    assertThat(Files.exists(place.home.resolve(".config"))).isFalse();
  }

  @Test
  void withEverythingGivenOnlyTheWritingIsConfirmed() throws Exception {
    place.newKey(place.defaultKey());
    String host = place.newKey(root.resolve("host.txt"));
    place.write(".sops.yaml", "creation_rules: []\n");
    String[] all = {
      "init", "--domain", "my-domain.tld", "--username", "my-admin", "--host-recipient", host
    };
    try (Terminal terminal = Terminal.start(place.folder, place.environment(), all)) {
      terminal.sees("+++ .sops.yaml").sees("Write them? [Y/n]").types("y");
      assertThat(terminal.end()).as(terminal.text()).isZero();
      assertThat(terminal.text()).doesNotContain("Domain");
    }
    assertThat(place.content()).containsKeys("gitea-drone.yaml", ".secrets/drone.yaml");
  }
}
