package dev.giteadrone.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giteadrone.sandbox.loopback.Address;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GiteaSettingsTest {
  @Test
  void aLaterStartKeepsTheSecretsAndNothingElse() {
    String first = settings(3000, "/old").text();
    String second = settings(3001, "/new").textWithSecretsOf(first);

    for (String secret : new String[] {"SECRET_KEY", "INTERNAL_TOKEN", "JWT_SECRET"}) {
      assertThat(line(second, secret)).isEqualTo(line(first, secret)).isNotEmpty();
    }
    assertThat(second).contains("HTTP_PORT = 3001\n", "STATIC_ROOT_PATH = /new\n");
    assertThat(second.lines().count()).isEqualTo(first.lines().count());
  }

  private static String line(String text, String name) {
    return text.lines().filter(line -> line.startsWith(name + " = ")).findFirst().orElse("");
  }

  private static GiteaSettings settings(int port, String files) {
    return new GiteaSettings(
        "git",
        Path.of("/data"),
        new Database.Sqlite(Path.of("/data/gitea.db")),
        Address.plain(Address.IPV4, port),
        Optional.of(Path.of(files)),
        true,
        "loopback");
  }
}
