package dev.giteadrone.sandbox;

import dev.giteadrone.io.SearchPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Opens a page in the browser of this machine's desktop. */
public final class DesktopBrowser {
  private DesktopBrowser() {}

  /**
   * Opens a page, if there is a desktop.
   *
   * @param environment of this process
   * @return whether a browser was started
   */
  public static boolean open(URI page, Map<String, String> environment) {
    boolean desktop =
        !environment.getOrDefault("DISPLAY", "").isEmpty()
            || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
    String opener = SearchPath.program("xdg-open", environment);
    if (!desktop || !Path.of(opener).isAbsolute()) {
      return false;
    }
    try {
      ProcessBuilder builder =
          new ProcessBuilder(opener, page.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
