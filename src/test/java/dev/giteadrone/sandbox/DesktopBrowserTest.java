package dev.giteadrone.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesktopBrowserTest {
  private static final URI PAGE = URI.create("http://127.0.0.1:3000");

  @TempDir Path folder;

  @Test
  void aPageIsOpenedOnADesktopOnly() throws Exception {
    Path opened = folder.resolve("opened");
    Path opener =
        Files.writeString(
            folder.resolve("xdg-open"),
            "#!/bin/sh\necho \"$1\" >" + opened + ".new && mv " + opened + ".new " + opened + "\n");
    assertThat(opener.toFile().setExecutable(true)).isTrue();
    String path = folder + ":/usr/bin:/bin";

    assertThat(DesktopBrowser.open(PAGE, Map.of("PATH", path))).isFalse();
    assertThat(DesktopBrowser.open(PAGE, Map.of("PATH", "/nowhere", "DISPLAY", ":0"))).isFalse();
    assertThat(DesktopBrowser.open(PAGE, Map.of("PATH", path, "WAYLAND_DISPLAY", "w"))).isTrue();

    for (int i = 0; i < 500 && !Files.exists(opened); i++) {
      Thread.sleep(10);
    }
    assertThat(opened).hasContent(PAGE + "\n");
  }
}
