package dev.giteadrone.sandbox.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sandbox's nginx does what the modules have NixOS's nginx do. */
final class NginxSettingsTest {
  private static final Path MODULES = Path.of("src/nix/modules");

  @Test
  void giteasLocationIsThatOfTheModule() throws IOException {
    assertThat(NginxSettings.GITEA.lines().toList())
        .isNotEmpty()
        .containsExactlyElementsOf(ofModule("gitea.nix"));
  }

  @Test
  void dronesLocationIsThatOfTheModule() throws IOException {
    assertThat(NginxSettings.DRONE.lines().toList())
        .isNotEmpty()
        .containsExactlyElementsOf(ofModule("drone-server.nix"));
  }

  /** nginx's own lines in a module. */
  private static List<String> ofModule(String name) throws IOException {
    return Files.readAllLines(MODULES.resolve(name)).stream()
        .map(line -> line.replaceFirst("^\\s*extraConfig = \"(.*)\";$", "$1").strip())
        .filter(line -> line.matches("(proxy|client)_\\w+ .*;"))
        .toList();
  }
}
