package dev.giteadrone.sandbox.reference;

import dev.giteadrone.sandbox.process.Folder;
import dev.giteadrone.sandbox.process.Launch;
import dev.giteadrone.sandbox.process.LogTail;
import dev.giteadrone.sandbox.process.Spawner;
import dev.giteadrone.sandbox.process.SystemUser;
import dev.giteadrone.sandbox.process.Tools;
import dev.giteadrone.time.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A certificate authority, and the certificates that it has signed. */
final class Certificates {
  private static final List<String> FRESH_KEY =
      List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "365");

  private final Folder folder;
  private final Path directory;

  private Certificates(Folder folder) {
    this.folder = folder;
    this.directory = folder.data("tls");
  }

  /**
   * Creates an authority and a certificate for each address. The authority's key is not kept, so
   * nobody can sign with it later. Certificates that the folder already has stay.
   *
   * @param reader the user who may read the keys of the certificates
   */
  static Certificates make(Folder folder, SystemUser reader, List<String> addresses)
      throws IOException {
    Certificates made = new Certificates(folder);
    if (Files.exists(made.authority())
        && addresses.stream().allMatch(one -> Files.exists(made.certificate(one)))) {
      return made;
    }
    Folder.mode(Files.createDirectories(made.directory), "rwxr-xr-x");
    Path caKey = made.directory.resolve("ca.key");
    made.openssl(
        caKey,
        made.authority(),
        "/CN=gitea-drone sandbox",
        List.of(
            "-addext",
            "basicConstraints=critical,CA:TRUE",
            "-addext",
            "keyUsage=critical,keyCertSign"));
    for (String address : addresses) {
      made.openssl(
          made.key(address),
          made.certificate(address),
          "/CN=" + address,
          List.of(
              "-CA",
              made.authority().toString(),
              "-CAkey",
              caKey.toString(),
              "-addext",
              "basicConstraints=critical,CA:FALSE",
              "-addext",
              "subjectAltName=IP:" + address));
      reader.own(made.key(address));
    }
    Files.delete(caKey);
    return made;
  }

  /** The authority's certificate, which everybody may read. */
  Path authority() {
    return directory.resolve("ca.crt");
  }

  /** The certificate of a server at this address. */
  Path certificate(String address) {
    return directory.resolve(address + ".crt");
  }

  /** The key of the certificate of a server at this address. */
  Path key(String address) {
    return directory.resolve(address + ".key");
  }

  private void openssl(Path key, Path certificate, String subject, List<String> more)
      throws IOException {
    Folder.write(key, "", "rw-------");
    List<String> argv = new ArrayList<>();
    argv.add(Tools.find("openssl").orElseThrow().toString());
    argv.addAll(List.of("req", "-x509", "-subj", subject));
    argv.addAll(List.of("-keyout", key.toString(), "-out", certificate.toString()));
    argv.addAll(FRESH_KEY);
    argv.addAll(more);
    Spawner.run(
        "creating a certificate",
        Launch.of(argv, Map.of("PATH", Tools.path()), directory),
        new LogTail(folder.log("openssl"), List::of),
        Deadline.in(Duration.ofSeconds(20)));
    Folder.mode(certificate, "rw-r--r--");
  }
}
