package dev.giteadrone.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ServerSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A certificate authority of a test, and TLS servers with certificates that it signed. */
public final class OwnAuthority {
  private final HeldCertificate authority;

  private OwnAuthority(HeldCertificate authority) {
    this.authority = authority;
  }

  /** Valid from yesterday until that time from now. */
  public static OwnAuthority validFor(Duration time) {
    return new OwnAuthority(
        builder("Own Authority", Duration.ofDays(-1), time).certificateAuthority(1).build());
  }

  private static HeldCertificate.Builder builder(String name, Duration from, Duration to) {
    Instant now = Instant.now();
    return new HeldCertificate.Builder()
        .commonName(name)
        .validityInterval(now.plus(from).toEpochMilli(), now.plus(to).toEpochMilli());
  }

  /** Writes its certificate as a PEM file. */
  public Path pem(Path file) throws IOException {
    return Files.writeString(file, authority.certificatePem());
  }

  /**
   * Writes a server's certificate and its key, valid in this time from now, for a server that is no
   * part of this program: {@code name.crt} and {@code name.key}.
   *
   * @param host the name or address that the certificate is for
   */
  public void write(Path folder, String name, String host, Duration from, Duration to)
      throws IOException {
    HeldCertificate own = server(host, from, to);
    Files.writeString(folder.resolve(name + ".crt"), own.certificatePem());
    Files.writeString(folder.resolve(name + ".key"), own.privateKeyPkcs8Pem());
  }

  private HeldCertificate server(String host, Duration from, Duration to) {
    return builder("server", from, to).addSubjectAlternativeName(host).signedBy(authority).build();
  }

  /** The sockets of a server whose certificate is for {@code name}, valid in this time from now. */
  public ServerSocketFactory sockets(String name, Duration from, Duration to) {
    return new HandshakeCertificates.Builder()
        .heldCertificate(server(name, from, to))
        .build()
        .sslContext()
        .getServerSocketFactory();
  }

  /** As above, valid from yesterday on. */
  public ServerSocketFactory sockets(String name, Duration to) {
    return sockets(name, Duration.ofDays(-1), to);
  }
}
