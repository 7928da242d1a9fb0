package dev.giteadrone;

import dev.giteadrone.sandbox.Sandbox;
import dev.giteadrone.servers.Loopback;
import dev.giteadrone.servers.RealProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The reference host's nginx once more, with the same sites at other ports, but less patient with
 * the servers behind it.
 */
final class Door implements AutoCloseable {
  private final RealProcess nginx;
  private final String reach;

  private Door(RealProcess nginx, String reach) {
    this.nginx = nginx;
    this.reach = reach;
  }

  /**
   * Opens it. It waits 1 s for an answer of Drone, where the reference host's own waits 1 h.
   *
   * @param folder where it runs
   */
  static Door impatient(Sandbox sandbox, Path folder) throws Exception {
    Path original = sandbox.description().folder().resolve("nginx");
    int gitea = Loopback.freePort();
    int drone = Loopback.freePort();
    String settings =
        Files.readString(original.resolve("nginx.conf"))
            .replace(original.toString(), folder.toString())
            .replace("proxy_read_timeout 1h", "proxy_read_timeout 1s")
            .replace("listen " + sandbox.giteaUrl().getAuthority(), "listen 127.0.0.1:" + gitea)
            .replace("listen " + sandbox.droneUrl().getAuthority(), "listen 127.0.0.1:" + drone);
    Files.writeString(folder.resolve("nginx.conf"), "user root;\n" + settings);
    RealProcess nginx =
        RealProcess.start(
            folder,
            drone,
            "nginx",
            "-e",
            "stderr",
            "-p",
            folder.toString(),
            "-c",
            folder.resolve("nginx.conf").toString());
    return new Door(
        nginx,
        "http:\n  connect-to:\n"
            + through(sandbox.giteaUrl(), gitea)
            + through(sandbox.droneUrl(), drone));
  }

  private static String through(URI url, int port) {
    return "    \"" + url.getAuthority() + "\": 127.0.0.1:" + port + "\n";
  }

  /** The section of a configuration that goes through it. */
  String reach() {
    return reach;
  }

  @Override
  public void close() {
    nginx.close();
  }
}
