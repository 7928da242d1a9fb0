package dev.giteadrone;

import dev.giteadrone.servers.Loopback;
import dev.giteadrone.servers.RealProcess;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real forward proxy on loopback, which wants a password. */
final class ForwardProxy implements AutoCloseable {
  private static final String PASSWORD = "proxy-hunter2";

  private final RealProcess daemon;
  private final int port;

  private ForwardProxy(RealProcess daemon, int port) {
    this.daemon = daemon;
    this.port = port;
  }

  /**
   * Starts tinyproxy.
   *
   * @param folder where it has its files
   */
  static ForwardProxy start(Path folder) throws Exception {
    int port = Loopback.freePort();
    Files.writeString(
        folder.resolve("tinyproxy.conf"),
        """
        Port %d
        Listen 127.0.0.1
        Timeout 60
        Allow 127.0.0.1
        MaxClients 50
        LogLevel Connect
        BasicAuth somebody %s
        """
            .formatted(port, PASSWORD));
    return new ForwardProxy(
        RealProcess.start(folder, port, "tinyproxy", "-d", "-c", "tinyproxy.conf"), port);
  }

  /** Its URL, with the user and the password. */
  String url() {
    return "http://somebody:" + PASSWORD + "@127.0.0.1:" + port;
  }

  /** The same with a password that is not the right one. */
  String urlOfAStranger() {
    return url().replace(PASSWORD, "wrong");
  }

  /** The requests it got so far, a line each, among others. */
  String requests() {
    return daemon.output();
  }

  @Override
  public void close() {
    daemon.close();
  }
}
