package dev.giteadrone.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A GNUPGHOME of its own for the real gpg; its agent ends with it. */
final class RealGpg implements AutoCloseable {
  private final RealSops sops;
  private final Path home;

  RealGpg(RealSops sops, String name) throws IOException {
    this.sops = sops;
    this.home =
        Files.createDirectory(
            sops.folder.resolve(name),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (String program : List.of("/usr/bin/gpg", "/usr/bin/gpgconf")) {
      if (!Files.isExecutable(Path.of(program))) {
        throw new AssertionError("no " + program + ": sudo apt-get install gnupg");
      }
    }
  }

  /** The environment that has its keys. */
  Map<String, String> environment() {
    return Map.of("GNUPGHOME", home.toString());
  }

  /** A key pair without a passphrase; its fingerprint. */
  String newKey(String name) {
    gpg("--passphrase", "", "--quick-gen-key", name, "future-default", "default", "never");
    return gpg("--with-colons", "--list-keys", name)
        .lines()
        .filter(line -> line.startsWith("fpr:"))
        .map(line -> line.split(":", -1)[9])
        .findFirst()
        .orElseThrow();
  }

  /** Takes over somebody's public key. */
  void learn(RealGpg other, String fingerprint) throws IOException {
    Path file = home.resolve(fingerprint + ".asc");
    Files.writeString(file, other.gpg("--armor", "--export", fingerprint));
    gpg("--import", file.toString());
  }

  private String gpg(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "--batch";
    all[1] = "--quiet";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return sops.tool(environment(), "/usr/bin/gpg", all);
  }

  @Override
  public void close() {
    sops.tool(environment(), "/usr/bin/gpgconf", "--kill", "all");
  }
}
