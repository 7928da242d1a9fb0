package dev.giteadrone.gitea;

import dev.giteadrone.init.Sshd;
import dev.giteadrone.servers.Loopback;
import dev.giteadrone.servers.RealProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A real SSH server on loopback that lets this account in with one key, and ssh to call it with.
 */
public final class SshHost implements AutoCloseable {
  private final Path folder;
  private final Sshd sshd;

  private SshHost(Path folder, Sshd sshd) {
    this.folder = folder;
    this.sshd = sshd;
  }

  /** Started and listening; its keys are in {@code folder}. */
  public static SshHost start(Path folder) throws Exception {
    Path hostKey = key(folder, "host");
    Path mine = key(folder, "mine");
    Sshd sshd = Sshd.start(folder, hostKey, mine + ".pub");
    SshHost host = new SshHost(folder, sshd);
    host.knows("known", hostKey);
    return host;
  }

  /** ssh that knows the host's key and has the key that is let in, up to the host's name. */
  public List<String> prefix() {
    return ssh(sshd.port(), "known", "mine");
  }

  /** The same to a port where nothing listens. */
  public List<String> closed() {
    return ssh(Loopback.freePort(), "known", "mine");
  }

  int port() {
    return sshd.port();
  }

  /** Has the file {@code name} say that the host's key is {@code key}. */
  void knows(String name, Path key) throws IOException {
    String line = "[127.0.0.1]:" + sshd.port() + " " + Files.readString(Path.of(key + ".pub"));
    Files.writeString(folder.resolve(name), line);
  }

  /**
   * ssh without this account's own settings, up to the host's name.
   *
   * @param known the file of the known hosts
   * @param key the file of the key to show
   */
  List<String> ssh(int port, String known, String key) {
    List<String> argv =
        new ArrayList<>(List.of("ssh", "-F", "/dev/null", "-p", String.valueOf(port)));
    for (String option :
        List.of(
            "UserKnownHostsFile=" + folder.resolve(known),
            "GlobalKnownHostsFile=/dev/null",
            "UpdateHostKeys=no",
            "IdentitiesOnly=yes",
            "IdentityAgent=none")) {
      argv.addAll(List.of("-o", option));
    }
    String user = System.getProperty("user.name");
    argv.addAll(List.of("-i", folder.resolve(key).toString(), user + "@127.0.0.1"));
    return argv;
  }

  /** A new key without a passphrase. */
  static Path key(Path folder, String name) {
    Path key = folder.resolve(name);
    RealProcess.run(folder, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
    return key;
  }

  @Override
  public void close() {
    sshd.close();
  }
}
