package dev.giteadrone.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the certificates from what a server sent in a TLS 1.2 handshake (RFC 5246). So they can be
 * described although the JDK has refused them, and no code here decides whom to trust.
 */
final class TlsRecords {
  private static final int HANDSHAKE = 22;
  private static final int SERVER_HELLO = 2;
  private static final int CERTIFICATE = 11;
  private static final int RECORD_HEAD = 5;

  private TlsRecords() {}

  /**
   * The certificates, the server's own first; none if there was no such handshake.
   *
   * @param received all bytes of a connection; the answer of a proxy may come before the handshake
   */
  static List<X509Certificate> certificates(byte[] received) {
    List<X509Certificate> found = new ArrayList<>();
    try {
      ByteBuffer messages = handshake(received);
      while (messages.remaining() >= 4) {
        int type = messages.get();
        ByteBuffer message = part(messages);
        if (type == CERTIFICATE) {
          for (ByteBuffer list = part(message); list.hasRemaining(); ) {
            found.add(certificate(part(list)));
          }
        }
      }
    } catch (BufferUnderflowException | CertificateException e) {
      // The rest is missing or damaged; what was read so far counts.
    }
    return found;
  }

  /** The handshake messages, which may be split among several records. */
  private static ByteBuffer handshake(byte[] received) {
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int at = start(received);
    while (at + RECORD_HEAD <= received.length && received[at] == HANDSHAKE) {
      int length = ((received[at + 3] & 0xff) << 8) | (received[at + 4] & 0xff);
      int from = at + RECORD_HEAD;
      messages.write(received, from, Math.min(length, received.length - from));
      at = from + length;
    }
    return ByteBuffer.wrap(messages.toByteArray());
  }

  private static int start(byte[] received) {
    for (int at = 0; at + RECORD_HEAD < received.length; at++) {
      if (received[at] == HANDSHAKE
          && received[at + 1] == 3
          && received[at + RECORD_HEAD] == SERVER_HELLO) {
        return at;
      }
    }
    return received.length;
  }

  /** What follows a length of three bytes. */
  private static ByteBuffer part(ByteBuffer from) {
    int length = ((from.get() & 0xff) << 16) | (from.getShort() & 0xffff);
    if (length > from.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer part = from.slice(from.position(), length);
    from.position(from.position() + length);
    return part;
  }

  private static X509Certificate certificate(ByteBuffer der) throws CertificateException {
    byte[] bytes = new byte[der.remaining()];
    der.get(bytes);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes));
  }
}
